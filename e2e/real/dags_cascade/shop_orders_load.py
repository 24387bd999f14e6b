"""Replaces a table, and fails after it has dropped the old one."""

from airflow.sdk import task
from shop_tables import ORDERS, query, shop

with shop("shop_orders_load"):

    @task(outlets=[ORDERS])
    def load():
        query("drop table if exists shop_orders, shop_orders_new")
        query("create table shop_orders_new (id int primary key, customer_id int not null)")
        query("insert into shop_orders_new values (1, 7), (2, null)")
        query("alter table shop_orders_new rename to shop_orders")

    load()
