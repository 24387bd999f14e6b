"""A CSV file whose header was renamed at its source."""

import csv
import io

from airflow.sdk import task
from airflow3_common import pipeline

DELIVERED = "client_id,email,country\n7,a@example.com,PT\n8,b@example.com,BE\n"

with pipeline("customers_import"):

    @task
    def load_customers():
        print("marker: reading customers.csv")
        reader = csv.DictReader(io.StringIO(DELIVERED))
        customers = []
        for row in reader:
            customers.append((int(row["customer_id"]), row["email"].lower()))
        return len(customers)

    load_customers()
