"""An Airflow DAG whose retry fails too."""

import urllib.request

from pipelines_common import pipeline, task

with pipeline("events_hourly"):

    @task(retries=1)
    def fetch(ti=None):
        print(f"marker: try {ti.try_number}")
        # Nothing listens on the discard port.
        urllib.request.urlopen("http://127.0.0.1:9/events", timeout=5)

    fetch()
