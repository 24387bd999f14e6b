"""A subflow of several fails, in a module that the flow imports."""

from prefect import flow
from regions.load import load_region


@flow(name="regions-load")
def load(region: str):
    return load_region(region)


@flow(name="regions-daily")
def daily():
    for region in ("north", "south"):
        load(region)
