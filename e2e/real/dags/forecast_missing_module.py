"""An Airflow DAG with a missing package."""

from pipelines_common import pipeline, task

with pipeline("forecast_train"):

    @task
    def train():
        print("marker: loading the model library")
        import lightgbm_for_forecasts

        lightgbm_for_forecasts.train()

    train()
