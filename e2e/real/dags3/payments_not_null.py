"""An SQL operator writes a null into a column that does not allow it."""

from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow3_common import pipeline

with pipeline("payments_load"):
    SQLExecuteQueryOperator(
        task_id="insert_payments",
        conn_id="warehouse",
        sql=[
            "create temp table payments (payment_id integer, currency text not null)",
            "insert into payments values (1, 'EUR'), (2, null)",
        ],
    )
