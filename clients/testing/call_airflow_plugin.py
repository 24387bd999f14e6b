"""Calls the Airflow plugin's hooks with objects like Airflow's own. Reads {"calls", …} on standard input.

"wait": seconds to wait at the end, so that the sender process can finish."""

import datetime
import json
import os
import sys
import time
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "airflow"))

spec = json.load(sys.stdin)
airflow = types.ModuleType("airflow")
airflow.__version__ = spec.get("airflow_version", "3.3.2")
listeners = types.ModuleType("airflow.listeners")
listeners.hookimpl = lambda function: function
plugins_manager = types.ModuleType("airflow.plugins_manager")
plugins_manager.AirflowPlugin = type("AirflowPlugin", (), {})
sys.modules.update(
    {"airflow": airflow, "airflow.listeners": listeners, "airflow.plugins_manager": plugins_manager}
)

import pipeline_debugger_plugin as plugin  # noqa: E402

plugin.WAIT_SECONDS = spec.get("wait_for_sender", plugin.WAIT_SECONDS)
plugin.CHECK_SECONDS = spec.get("check_seconds", plugin.CHECK_SECONDS)
plugin.NEW_IMPORT_ERROR_SECONDS = spec.get("new_error_seconds", plugin.NEW_IMPORT_ERROR_SECONDS)
listener = plugin.PipelineDebuggerPlugin.listeners[0]


def instance(**changes):
    fields = dict(
        dag_id="orders",
        task_id="load",
        run_id="manual__1",
        map_index=-1,
        try_number=1,
        max_tries=1,
        state="failed",
        hostname="worker-0",
        start_date=datetime.datetime(2026, 11, 21, 1, 0, 5, tzinfo=datetime.timezone.utc),
        id="01a1fbc2",
    )
    fields.update(changes)
    return types.SimpleNamespace(**fields)


class Run:
    """A row of the scheduler's session: loading tasks through any other one would commit."""

    dag_id, run_id, run_type, clear_number, start_date = "orders", "manual__1", "manual", 0, None
    _sa_instance_state = None

    def __init__(self, **changes):
        self.__dict__.update(changes)

    def get_task_instances(self, session=None):
        if session is None:
            raise RuntimeError("UNEXPECTED COMMIT")
        return [instance(task_id="load"), instance(task_id="after", state="upstream_failed", try_number=0)]


class Rows(list):
    def mappings(self):
        return self

    def fetchmany(self, size):
        return self[:size]


class Session:
    """The scheduler's. "import_errors" in the specification are the rows of that table."""

    def connection(self):
        return self

    def execute(self, statement):
        if statement != "select import_error":
            raise RuntimeError(statement)
        rows = spec.get("import_errors", [])
        return Rows({"id": n, "bundle_name": "dags-folder", **row} for n, row in enumerate(rows))


orm = types.ModuleType("sqlalchemy.orm")
orm.object_session = lambda row: Session()
sqlalchemy = types.ModuleType("sqlalchemy")
sqlalchemy.select = lambda table: "select %s" % table
models = types.ModuleType("airflow.models")
models.errors = types.ModuleType("airflow.models.errors")
models.errors.ParseImportError = types.SimpleNamespace(__table__="import_error")
sys.modules.update({"sqlalchemy": sqlalchemy, "sqlalchemy.orm": orm, "airflow.models": models})


def failure():
    try:
        {"client_id": 1}["customer_id"]
    except KeyError as error:
        return error


calls = {
    "failed": lambda: listener.on_task_instance_failed("running", instance(), failure()),
    "retry": lambda: listener.on_task_instance_failed("running", instance(state="up_for_retry"), failure()),
    "first_success": lambda: listener.on_task_instance_success("running", instance(state="success")),
    "retry_success": lambda: listener.on_task_instance_success("running", instance(state="success", try_number=2)),
    "run_failed": lambda: listener.on_dag_run_failed(Run(), "task_failure"),
    "run_failed_again": lambda: listener.on_dag_run_failed(
        Run(clear_number=1, start_date=datetime.datetime(2026, 11, 22)), "task_failure"
    ),
    "run_running": lambda: listener.on_dag_run_running(Run(), ""),
    "run_success": lambda: listener.on_dag_run_success(Run(), ""),
    "cleared_run_success": lambda: listener.on_dag_run_success(Run(clear_number=1), ""),
    "import_error": lambda: listener.on_new_dag_import_error("/dags/broken.py", "Traceback\nNameError: x"),
    "same_import_error": lambda: listener.on_existing_dag_import_error("/dags/broken.py", "Traceback\nNameError: x"),
    "other_import_error": lambda: listener.on_existing_dag_import_error("/dags/broken.py", "Traceback\nNameError: y"),
    "broken_instance": lambda: listener.on_task_instance_failed("running", None, ValueError("x")),
}

started = time.monotonic()
for name in spec["calls"]:
    calls[name]()
seconds = time.monotonic() - started
deadline = time.monotonic() + spec.get("wait", 0)
while plugin._kept(plugin._folder()) and time.monotonic() < deadline:
    time.sleep(0.05)
print(json.dumps({"seconds": seconds}))
