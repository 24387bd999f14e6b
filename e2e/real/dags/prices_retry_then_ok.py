"""An Airflow DAG that fails once and then works: no incident."""

from pipelines_common import pipeline, task

with pipeline("prices_hourly"):

    @task(retries=2)
    def fetch(ti=None):
        print(f"marker: try {ti.try_number}")
        if ti.try_number < 2:
            raise ConnectionError("prices service is warming up")

    fetch()
