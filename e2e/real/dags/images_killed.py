"""An Airflow DAG whose task is killed by the kernel."""

import os
import signal

from pipelines_common import pipeline, task

with pipeline("images_resize"):

    @task
    def resize():
        print("marker: resizing 40,000 images in memory", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

    resize()
