"""A task that a user marks as failed while it runs."""

import time

from airflow.sdk import task
from airflow3_common import pipeline

with pipeline("ledger_close"):

    @task
    def close_books():
        print("marker: closing the books", flush=True)
        time.sleep(300)

    close_books()
