"""A result that cannot be stored, beside the assertion that ends the run."""

import threading

from prefect import flow, task


@task(persist_result=True)
def open_session():
    return threading.Lock()


@flow(name="report-weekly", persist_result=True)
def report():
    open_session()
    rows = [{"region": "north", "total": -40}, {"region": "south", "total": 90}]
    for row in rows:
        assert row["total"] >= 0, f"total of {row['region']} is negative: {row['total']}"
