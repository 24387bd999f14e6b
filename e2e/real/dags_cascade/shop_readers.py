"""DAGs that read the table without waiting for it, and DAGs that read what one of them makes of it."""

from airflow.sdk import task
from shop_tables import MARGINS, ORDERS, query, shop

for name in ("shop_baskets", "shop_forecast", "shop_segments"):
    with shop(name) as dag:

        @task(inlets=[ORDERS])
        def read():
            query("select customer_id, count(*) from shop_orders group by 1")

        read()

with shop("shop_margins"):

    @task(inlets=[ORDERS], outlets=[MARGINS])
    def compute():
        query("create table shop_margins as select id, 0.2 as margin from shop_orders")

    compute()

for name in ("shop_board", "shop_bonus"):
    with shop(name) as dag:

        @task(inlets=[MARGINS])
        def report():
            query("select avg(margin) from shop_margins")

        report()
