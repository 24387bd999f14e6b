"""A failure two subflows deep: all three runs report it, two of them through the hook too."""

from pipeline_debugger_hook import notify_pipeline_debugger
from prefect import flow


@flow(name="ledger-daily", on_failure=[notify_pipeline_debugger])
def daily():
    entries = []
    return 17.40 / len(entries)


@flow(name="ledger-monthly", on_failure=[notify_pipeline_debugger])
def monthly():
    daily()


@flow(name="ledger-yearly")
def yearly():
    monthly()
