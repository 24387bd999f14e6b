"""A DAG that runs every minute, until Airflow no longer starts it, and nothing says so."""

from datetime import datetime

from airflow.sdk import DAG, task

with DAG("silent_minutely", schedule="* * * * *", start_date=datetime(2026, 1, 1), catchup=False):

    @task
    def tick():
        print("tick")

    tick()
