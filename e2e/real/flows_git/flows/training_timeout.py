"""A flow that runs longer than its timeout."""

import time

from prefect import flow, task


@task
def fit(days):
    for _ in range(days * 10):
        time.sleep(0.1)


@flow(name="model-training", timeout_seconds=4)
def training():
    fit(60)
