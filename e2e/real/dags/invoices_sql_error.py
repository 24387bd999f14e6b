"""An Airflow DAG whose query uses a dropped column."""

import sqlite3

from pipelines_common import pipeline, task

QUERY = "select invoice_id, customer_id from raw_invoices"

with pipeline("invoices_mart"):

    @task
    def build_mart():
        print("marker: building the mart of invoices")
        warehouse = sqlite3.connect(":memory:")
        warehouse.execute("create table raw_invoices (invoice_id integer, client_id integer)")
        return warehouse.execute(QUERY).fetchall()

    build_mart()
