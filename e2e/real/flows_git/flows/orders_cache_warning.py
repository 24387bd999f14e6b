"""A warning about a cache key, beside the error that ends the run."""

import csv
import io
import threading

from prefect import flow, task
from prefect.cache_policies import INPUTS

DELIVERED = "client_id,amount\n7,12.5\n8,4.0\n"


@task(cache_policy=INPUTS)
def parse(text, lock):
    with lock:
        rows = list(csv.DictReader(io.StringIO(text)))
    return [(row["customer_id"], float(row["amount"])) for row in rows]


@flow(name="orders-import")
def orders():
    parse(DELIVERED, threading.Lock())
