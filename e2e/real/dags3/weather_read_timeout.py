"""An API accepts the request and never answers."""

import requests
from airflow.sdk import task
from airflow3_common import partner_api, pipeline

with pipeline("weather_hourly"):

    @task
    def fetch_weather():
        print("marker: fetching weather of 3 cities")
        return requests.get(partner_api("/slow/weather"), timeout=2).json()

    fetch_weather()
