"""A query in a task group selects a column that PostgreSQL does not know."""

from airflow.sdk import TaskGroup, task
from airflow3_common import pipeline, warehouse

SETUP = "create temp table orders (order_id integer, amount numeric, discount numeric)"
QUERY = """
    select o.order_id, o.amount - o.discount_amount as revenue
    from orders o
"""

with pipeline("revenue_mart"):
    with TaskGroup("marts"):

        @task
        def build_revenue():
            print("marker: building the revenue mart")
            with warehouse() as connection, connection.cursor() as cursor:
                cursor.execute(SETUP)
                cursor.execute(QUERY)
                return cursor.rowcount

        build_revenue()
