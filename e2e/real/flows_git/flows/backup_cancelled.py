"""A run that a user cancels: no incident."""

import time

from prefect import flow


@flow(name="backup-nightly")
def backup():
    time.sleep(300)
