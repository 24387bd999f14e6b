"""A missing file, read in a subflow: the subflow and its parent both report it."""

from prefect import flow


@flow(name="stock-extract")
def extract():
    with open("/data/landing/stock/2026-11-21.csv") as file:
        return file.read()


@flow(name="stock-daily")
def stock():
    extract()
