"""Flow retries that do not help: one incident, after the last try."""

from prefect import flow


@flow(name="events-hourly", retries=1, retry_delay_seconds=1)
def events():
    raise PermissionError("access denied to bucket raw-events for role etl-reader")
