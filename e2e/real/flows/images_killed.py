"""The kernel kills the process: the worker reports a crash."""

import os
import signal
import time

from prefect import flow


@flow(name="images-resize", log_prints=True)
def images():
    print("resizing 40,000 images in memory")
    # Prefect sends its log every two seconds, so lines printed just before a kill would be lost.
    time.sleep(5)
    os.kill(os.getpid(), signal.SIGKILL)
