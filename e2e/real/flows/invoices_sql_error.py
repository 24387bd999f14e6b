"""A dropped column; only the automation reports it."""

import sqlite3

from prefect import flow, task

QUERY = "select invoice_id, customer_id from raw_invoices"


@task
def build_mart():
    warehouse = sqlite3.connect(":memory:")
    warehouse.execute("create table raw_invoices (invoice_id integer, client_id integer)")
    return warehouse.execute(QUERY).fetchall()


@flow(name="invoices-mart")
def invoices():
    build_mart()
