"""A deployment's parameter that does not fit the flow's signature."""

from prefect import flow


@flow(name="export-nightly")
def export(batch_size: int = 100):
    print(batch_size)
