"""An API limits the rate of requests."""

import requests
from airflow.sdk import task
from airflow3_common import partner_api, pipeline

with pipeline("geo_enrich"):

    @task
    def enrich():
        print("marker: enriching 5,000 addresses")
        for address in range(5_000):
            response = requests.get(partner_api(f"/geocode?address={address}"), timeout=5)
            response.raise_for_status()

    enrich()
