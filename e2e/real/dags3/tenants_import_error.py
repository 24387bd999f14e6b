"""A DAG file that the DAG processor can import, but the worker cannot: one of its settings is missing there."""

import os

from airflow.sdk import task
from airflow3_common import pipeline

REGION = os.environ["TENANTS_REGION"]

with pipeline("tenants_sync"):

    @task
    def sync():
        print(REGION)

    sync()
