"""A subflow's failure that its parent handles, before the parent fails for a different reason."""

from prefect import flow


@flow(name="catalog-fetch")
def fetch():
    raise ConnectionRefusedError("connection to catalog.internal:5432 was refused")


@flow(name="catalog-publish")
def publish():
    try:
        fetch()
    except ConnectionRefusedError:
        rows = {"sku": "A-1"}
    return rows["price"]
