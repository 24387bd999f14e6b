"""The kernel takes the process: the worker reports a crash."""

import os
import signal
import time

from prefect import flow


@flow(name="images-resize")
def images():
    print("resizing 40,000 images in memory")
    time.sleep(3)
    os.kill(os.getpid(), signal.SIGKILL)
