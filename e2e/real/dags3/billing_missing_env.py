"""An environment variable that is not set on the worker."""

import os

from airflow.sdk import task
from airflow3_common import pipeline

with pipeline("billing_export"):

    @task
    def export():
        print("marker: exporting 12 invoices")
        endpoint = os.environ["BILLING_ENDPOINT"]
        return endpoint + "/invoices"

    export()
