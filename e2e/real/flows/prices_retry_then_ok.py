"""Fails once, then works: no incident."""

import pathlib
import tempfile

from prefect import flow, runtime, task


@task(retries=1, retry_delay_seconds=1)
def fetch():
    seen = pathlib.Path(tempfile.gettempdir()) / f"prices-{runtime.flow_run.id}"
    if not seen.exists():
        seen.touch()
        raise ConnectionError("prices service is warming up")
    return 1


@flow(name="prices-hourly")
def prices():
    fetch()
