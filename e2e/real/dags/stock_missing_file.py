"""An Airflow DAG that waits for a file that never arrives; one of three mapped tasks fails."""

import pathlib
import tempfile

from pipelines_common import pipeline, task

with pipeline("stock_import"):

    @task
    def load(shop):
        print(f"marker: reading the stock of {shop}")
        folder = pathlib.Path(tempfile.gettempdir())
        source = folder if shop != "lyon" else folder / "landing" / "stock" / f"{shop}.csv"
        return source.stat().st_mode if shop != "lyon" else source.read_text()

    load.expand(shop=["porto", "gent", "lyon"])
