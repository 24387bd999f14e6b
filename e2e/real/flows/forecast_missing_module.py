"""A package that the worker lacks: the flow cannot even be imported, no hook is called."""

import lightgbm_for_forecasts  # noqa: F401
from prefect import flow


@flow(name="forecast-train")
def forecast():
    pass
