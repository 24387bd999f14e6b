"""An API refuses an expired token."""

import requests
from airflow.sdk import task
from airflow3_common import partner_api, pipeline

with pipeline("partners_sync"):

    @task
    def fetch_partners():
        print("marker: fetching partners")
        response = requests.get(partner_api("/partners"), headers={"authorization": "Bearer x"}, timeout=5)
        response.raise_for_status()
        return response.json()

    fetch_partners()
