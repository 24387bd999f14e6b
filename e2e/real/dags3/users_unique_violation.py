"""A load writes a key twice."""

from airflow.sdk import task
from airflow3_common import pipeline, warehouse

USERS = [(1, "a@example.com"), (2, "b@example.com"), (1, "c@example.com")]

with pipeline("users_load"):

    @task
    def insert_users():
        print("marker: inserting 3 users")
        with warehouse() as connection, connection.cursor() as cursor:
            cursor.execute("create temp table users (user_id integer primary key, email text)")
            cursor.executemany("insert into users values (%s, %s)", USERS)

    insert_users()
