"""Replaces the module of this name for the same DAGs without callbacks: nothing in them reports anything."""

from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, task

__all__ = ["pipeline", "task"]


def pipeline(name, **options):
    return DAG(
        name,
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        schedule=None,
        catchup=False,
        default_args={"owner": "data-eng", "retry_delay": timedelta(seconds=2)},
        **options,
    )
