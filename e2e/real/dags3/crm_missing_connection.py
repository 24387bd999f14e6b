"""A connection that is not defined; only library code is in the traceback."""

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow3_common import pipeline

with pipeline("crm_sync"):
    SQLExecuteQueryOperator(
        task_id="copy_contacts",
        conn_id="crm_warehouse",
        sql="insert into contacts select * from crm.contacts",
    )
