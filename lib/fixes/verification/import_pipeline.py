"""Imports a pipeline's file, inside a sandbox, as the scheduler would.

Reads a job as JSON from standard input (`root`, `path`, `folders`, `marker`) and prints one line of JSON behind the marker:
the pipelines that the file defines, or the exception of the import.
"""

import importlib.util
import io
import json
import os
import sys

job = json.load(sys.stdin)
out = sys.stdout
root = job["root"]
file = os.path.join(root, job["path"])
sys.path[:0] = [os.path.join(root, folder) if folder else root for folder in job["folders"]]
os.makedirs(os.environ.get("AIRFLOW_HOME", "/tmp/airflow"), exist_ok=True)
sys.stdout = sys.stderr = io.StringIO()


def line_of(error):
    """The innermost line of the repository that the import was at."""
    line, trace = None, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(root + "/"):
            line = f"{os.path.relpath(name, root)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return line


try:
    spec = importlib.util.spec_from_file_location("pipeline_under_test", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    kinds = [type(value).__name__ for value in vars(module).values()]
    result = {"dags": kinds.count("DAG"), "flows": kinds.count("Flow")}
except BaseException as error:
    result = {
        "type": type(error).__name__,
        "message": str(error)[:500],
        "missing": getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None,
        "line": line_of(error),
    }
out.write(f"\n{job['marker']}{json.dumps(result)}\n")
out.flush()
os._exit(0)
