"""Totals the orders of each customer. The test commits a change of it that fails, and merges the fix that is proposed."""

from datetime import datetime, timezone

from airflow.sdk import DAG, task

from pipeline_debugger_callback import notify_pipeline_debugger


def read_orders():
    return [{"client_id": "c7", "amount": 3}, {"client_id": "c8", "amount": 5}]


def total_orders(orders):
    totals = {}
    for order in orders:
        customer = order["client_id"]
        totals[customer] = totals.get(customer, 0) + order["amount"]
    return totals


with DAG(
    "customer_totals",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    schedule=None,
    catchup=False,
    default_args={"owner": "data-eng", "on_failure_callback": notify_pipeline_debugger},
):

    @task
    def total():
        totals = total_orders(read_orders())
        print(f"marker: {len(totals)} customers")
        return totals

    total()
