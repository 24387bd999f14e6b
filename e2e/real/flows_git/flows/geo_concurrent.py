"""Concurrent tasks, one of which is refused by an API."""

import os
import urllib.request

from prefect import flow, task

API = os.environ["PARTNER_API"]


@task
def geocode(city):
    path = "/geocode" if city == "gent" else "/ok"
    with urllib.request.urlopen(f"{API}{path}?city={city}", timeout=5) as response:
        return response.status


@flow(name="geo-enrich")
def enrich():
    futures = [geocode.submit(city) for city in ("porto", "lyon", "gent", "riga")]
    return [future.result() for future in futures]
