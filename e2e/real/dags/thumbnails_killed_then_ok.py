"""An Airflow DAG whose task is killed once and retried: no incident."""

import os
import signal

from pipelines_common import pipeline, task

with pipeline("thumbnails_hourly"):

    @task(retries=1)
    def render(ti=None):
        print(f"marker: try {ti.try_number}", flush=True)
        if ti.try_number < 2:
            os.kill(os.getpid(), signal.SIGKILL)

    render()
