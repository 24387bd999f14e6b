"""A sensor waits for a file that a partner does not deliver."""

from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow3_common import pipeline

with pipeline("partner_files"):
    wait_for_file = FileSensor(
        task_id="wait_for_file",
        fs_conn_id="landing",
        filepath="partner/2026-11-28.csv",
        poke_interval=1,
        timeout=3,
    )
