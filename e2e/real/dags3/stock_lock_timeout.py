"""An update waits for a lock that another session holds."""

from airflow.sdk import task
from airflow3_common import pipeline, warehouse

with pipeline("stock_levels"):

    @task
    def update_levels():
        print("marker: updating 400 stock levels")
        other = warehouse()
        with other.cursor() as cursor:
            cursor.execute("create table if not exists stock_levels (sku text, level integer)")
            other.commit()
            cursor.execute("lock table stock_levels in exclusive mode")
        own = warehouse()
        with own.cursor() as cursor:
            cursor.execute("set lock_timeout = '800ms'")
            cursor.execute("update stock_levels set level = level - 1")

    update_levels()
