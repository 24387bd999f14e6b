"""A package missing on the worker: the flow cannot be imported, so no hook is called."""

import lightgbm_for_forecasts  # noqa: F401
from prefect import flow


@flow(name="forecast-train")
def forecast():
    pass
