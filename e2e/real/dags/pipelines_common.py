"""Shared by the example DAGs; the same files run on Airflow 2 and 3."""

from datetime import datetime, timedelta, timezone

try:
    from airflow.sdk import DAG, task
except ImportError:
    from airflow import DAG
    from airflow.decorators import task

from pipeline_debugger_callback import notify_pipeline_debugger

__all__ = ["pipeline", "task"]


def pipeline(name, **options):
    return DAG(
        name,
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        schedule=None,
        catchup=False,
        default_args={
            "owner": "data-eng",
            "retry_delay": timedelta(seconds=2),
            "on_failure_callback": notify_pipeline_debugger,
            "on_retry_callback": notify_pipeline_debugger,
        },
        on_failure_callback=notify_pipeline_debugger,
        **options,
    )
