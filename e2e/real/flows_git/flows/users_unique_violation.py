"""PostgreSQL refuses a duplicate key."""

import os

import psycopg2
from prefect import flow, task

USERS = [(1, "a@example.com"), (2, "b@example.com"), (1, "c@example.com")]


@task
def insert(users):
    with psycopg2.connect(os.environ["WAREHOUSE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("create temp table users (user_id integer primary key, email text)")
        cursor.executemany("insert into users values (%s, %s)", users)


@flow(name="users-load")
def users():
    insert(USERS)
