"""A secret block that does not exist."""

from prefect import flow, task
from prefect.blocks.system import Secret


@task
def connect():
    password = Secret.load("crm-password").get()
    return len(password)


@flow(name="crm-sync")
def sync():
    connect()
