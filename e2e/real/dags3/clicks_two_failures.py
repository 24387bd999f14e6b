"""A retry that fails for a different reason than the first attempt."""

import json

from airflow.sdk import task
from airflow3_common import pipeline

DELIVERED = '[{"page": "/", "visitor": "v1"}, {"page": "/docs", "visitor": "v2"}]'

with pipeline("clicks_hourly"):

    @task(retries=1)
    def parse_clicks(ti=None):
        print(f"marker: try {ti.try_number}")
        if ti.try_number < 2:
            raise ConnectionResetError(104, "Connection reset by peer")
        clicks = json.loads(DELIVERED)
        return [(click["visitor_id"], click["page"]) for click in clicks]

    parse_clicks()
