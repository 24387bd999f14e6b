"""A Python exception with a cause, reported by the hook with a traceback and by the automation without one."""

from pipeline_debugger_hook import notify_pipeline_debugger
from prefect import flow, task


@task
def load():
    return [{"client_id": 7, "total": 12.5}]


@task
def transform(rows):
    try:
        return [row["customer_id"] for row in rows]
    except KeyError as error:
        raise ValueError("row 0 of customers has another shape") from error


@flow(name="customers-daily", on_failure=[notify_pipeline_debugger], on_crashed=[notify_pipeline_debugger])
def customers():
    transform(load())
