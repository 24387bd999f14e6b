"""The source delivered no rows for the day."""

from airflow.sdk import task
from airflow3_common import pipeline, warehouse

with pipeline("visits_daily"):

    @task
    def load_visits():
        print("marker: loading visits")
        with warehouse() as connection, connection.cursor() as cursor:
            cursor.execute("create temp table raw_visits (day date, page text)")
            cursor.execute("select * from raw_visits where day = %s", ["2026-11-28"])
            visits = cursor.fetchall()
        if not visits:
            raise ValueError("raw_visits has 0 rows for 2026-11-28")

    load_visits()
