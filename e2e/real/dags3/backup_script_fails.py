"""A script that fails; the traceback has no line of it."""

from airflow.providers.standard.operators.bash import BashOperator
from airflow3_common import pipeline

with pipeline("nightly_backup"):
    BashOperator(
        task_id="archive_exports",
        bash_command="scripts/backup.sh",
    )
