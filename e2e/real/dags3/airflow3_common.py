"""Shared by the DAGs that run on Airflow 3 only."""

import os

import psycopg2
from pipelines_common import pipeline

__all__ = ["partner_api", "pipeline", "warehouse"]


def warehouse():
    return psycopg2.connect(os.environ["WAREHOUSE_URL"])


def partner_api(path):
    return os.environ["PARTNER_API"] + path
