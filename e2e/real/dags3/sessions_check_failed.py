"""A data check that fails on purpose."""

from airflow.sdk import task
from airflow3_common import pipeline

with pipeline("sessions_checks"):

    @task
    def check_sessions():
        print("marker: checking 2,000 sessions")
        total, without_user = 2_000, 310
        share = without_user / total
        assert share < 0.01, f"{share:.1%} of sessions have no user_id, allowed is 1.0%"

    check_sessions()
