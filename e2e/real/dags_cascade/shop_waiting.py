"""DAGs that wait for the load before they do anything."""

from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.sdk import task
from shop_tables import query, shop

for name in ("shop_invoices", "shop_loyalty", "shop_refunds", "shop_returns"):
    with shop(name) as dag:

        @task
        def build():
            query("select count(*) from shop_orders")

        wait = ExternalTaskSensor(
            task_id="wait_for_orders",
            external_dag_id="shop_orders_load",
            external_task_id="load",
            failed_states=["failed"],
            poke_interval=5,
            timeout=120,
        )
        wait >> build()
