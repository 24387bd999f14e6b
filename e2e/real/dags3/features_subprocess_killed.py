"""A child process is killed, as by the kernel when memory runs out."""

import subprocess
import sys

from airflow.sdk import task
from airflow3_common import pipeline

COMPUTE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

with pipeline("features_build"):

    @task
    def compute_features():
        print("marker: computing features of 90 million rows")
        subprocess.run([sys.executable, "-c", COMPUTE], check=True)

    compute_features()
