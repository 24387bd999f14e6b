"""The tables of the shop as assets, and how its DAGs connect. Ten DAGs depend on one that loads a table; none reports anything."""

import os
from datetime import datetime

import psycopg2
from airflow.sdk import DAG, Asset

ORDERS = Asset("postgres://warehouse:5432/shop/public/shop_orders")
MARGINS = Asset("postgres://warehouse:5432/shop/public/shop_margins")


def shop(name):
    return DAG(name, start_date=datetime(2026, 1, 1), schedule=None, catchup=False)


def query(sql):
    with psycopg2.connect(os.environ["WAREHOUSE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []
