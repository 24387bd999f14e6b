"""A task that is killed. Nothing reports it: there is no callback."""

import os
import signal
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("silent_killed", schedule=None, start_date=datetime(2026, 1, 1), catchup=False):

    @task
    def render():
        os.kill(os.getpid(), signal.SIGKILL)

    render()
