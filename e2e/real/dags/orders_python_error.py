"""An Airflow DAG with a Python bug, and a downstream task that never runs."""

from pipelines_common import pipeline, task

with pipeline("orders_daily"):

    @task
    def transform():
        print("marker: transforming 3 orders")
        orders = [{"total": 10}, {"total": 2}, {"total": 5}]
        return sum(order["total"] for order in orders) / order_count  # noqa: F821

    @task
    def publish(average):
        print(average)

    publish(transform())
