"""A task runs longer than its execution_timeout."""

import time
from datetime import timedelta

from airflow.sdk import task
from airflow3_common import pipeline

with pipeline("model_training"):

    @task(execution_timeout=timedelta(seconds=4))
    def train():
        print("marker: training on 30 days", flush=True)
        for _ in range(600):
            time.sleep(0.1)

    train()
