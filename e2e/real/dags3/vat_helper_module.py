"""A bug in a module that the DAG imports."""

from airflow.sdk import task
from airflow3_common import pipeline
from vat.rates import gross

with pipeline("vat_report"):

    @task
    def report():
        print("marker: reporting VAT of 2 countries")
        totals = {}
        for country, net in (("BE", 100), ("XI", 40)):
            totals[country] = gross(net, country)
        return totals

    report()
