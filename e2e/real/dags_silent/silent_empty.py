"""A run that is green, and writes as many rows as its configuration says."""

from datetime import datetime

from airflow.sdk import DAG, Asset, task

ORDERS = Asset("file:///lake/orders")

with DAG("silent_empty", schedule=None, start_date=datetime(2026, 1, 1), catchup=False):

    @task(outlets=[ORDERS])
    def write(outlet_events=None, dag_run=None):
        outlet_events[ORDERS].extra = {"row_count": int((dag_run.conf or {}).get("rows", 0))}

    write()
