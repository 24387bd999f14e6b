"""An Airflow variable that does not exist."""

from airflow.sdk import Variable, task
from airflow3_common import pipeline

with pipeline("fx_rates"):

    @task
    def fetch_rates():
        print("marker: fetching exchange rates")
        base = Variable.get("fx_base_currency")
        return f"https://rates.example.com/{base}"

    fetch_rates()
