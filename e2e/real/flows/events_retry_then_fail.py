"""Flow retries that fail too: one incident, after the last attempt."""

from prefect import flow


@flow(name="events-hourly", retries=1, retry_delay_seconds=1)
def events():
    raise PermissionError("access denied to bucket raw-events for role etl-reader")
