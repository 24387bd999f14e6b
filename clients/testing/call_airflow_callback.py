"""Calls the Airflow callback with contexts like Airflow's own. Reads {"case", "timeout", …} on standard input."""

import datetime
import enum
import json
import os
import sys
import time
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "airflow"))

spec = json.load(sys.stdin)
if spec.get("airflow_version"):
    airflow = types.ModuleType("airflow")
    airflow.__version__ = spec["airflow_version"]
    sys.modules["airflow"] = airflow
if spec.get("has_masker"):
    masker = types.ModuleType("airflow.sdk.log")
    masker.redact = lambda text: text.replace("hunter2", "***")
    sys.modules["airflow.sdk"] = types.ModuleType("airflow.sdk")
    sys.modules["airflow.sdk.log"] = masker

import pipeline_debugger_callback as client  # noqa: E402
from pipeline_debugger_callback import notify_pipeline_debugger  # noqa: E402

client.TIMEOUT_SECONDS = spec.get("timeout", client.TIMEOUT_SECONDS)
client.PAUSE_BEFORE_SECOND_TRY_SECONDS = spec.get("pause", client.PAUSE_BEFORE_SECOND_TRY_SECONDS)


class State(str, enum.Enum):
    FAILED = "failed"
    UP_FOR_RETRY = "up_for_retry"
    SUCCESS = "success"


class Detached:
    """An Airflow 2 row with a closed session: reading some columns raises."""

    dag_id, task_id, run_id, map_index, try_number, max_tries = "orders", "load", "r1", -1, 1, 0
    state = State.FAILED

    @property
    def hostname(self):
        raise RuntimeError("DetachedInstanceError")


def instance(**changes):
    fields = dict(
        dag_id="orders",
        task_id="load",
        run_id="manual__2026-11-21T01:00:00+00:00",
        map_index=-1,
        try_number=2,
        max_tries=1,
        state=State.FAILED,
        hostname="worker-0",
        log_url="http://airflow/dags/orders/runs/r/tasks/load?try_number=2",
        start_date=datetime.datetime(2026, 11, 21, 1, 0, 5, tzinfo=datetime.timezone.utc),
        end_date=None,
        id="01a1fbc2-f02a-7a36-b31e-89e99d7e50e7",
        bundle_instance=types.SimpleNamespace(version="9f2c1d0"),
    )
    fields.update(changes)
    return types.SimpleNamespace(**fields)


class Wordless(Exception):
    def __str__(self):
        return self.args[0]


def failure():
    try:
        try:
            {"client_id": 1}["customer_id"]
        except KeyError as error:
            raise ValueError("password is hunter2, row größe 😀") from error
    except ValueError as error:
        return error


def context(ti, **extra):
    dag = types.SimpleNamespace(dag_id="orders", owner="data-eng", fileloc="/dags/orders.py", tags={"b", "a"})
    run = types.SimpleNamespace(run_type=State.SUCCESS, run_after=None, clear_number=0, dag_id="orders", run_id="r1")
    task = types.SimpleNamespace(owner="data-eng", retries=2, task_type="PythonOperator")
    result = {"ti": ti, "task_instance": ti, "dag": dag, "dag_run": run, "task": task, "run_id": "r1"}
    result.update(extra)
    return result


def call_like_the_dag_processor(kind, given):
    request = types.SimpleNamespace(task_callback_type=kind)
    callbacks = [notify_pipeline_debugger]
    for callback in callbacks:
        callback(given)
    return request


dead = dict(state=None, max_tries=0)
cases = {
    "failed": lambda: notify_pipeline_debugger(context(instance(), exception=failure())),
    "retry": lambda: notify_pipeline_debugger(context(instance(state=State.UP_FOR_RETRY, try_number=1), exception=failure())),
    "success": lambda: notify_pipeline_debugger(context(instance(state=State.SUCCESS))),
    "killed_text": lambda: notify_pipeline_debugger(context(instance(), exception="{'DAG Id': 'orders'}")),
    "dag_level": lambda: notify_pipeline_debugger(context(instance(), reason="task_failure", exception=failure())),
    "dag_level_bare": lambda: notify_pipeline_debugger(
        {"dag": types.SimpleNamespace(dag_id="orders"), "run_id": "r1", "reason": "timed_out"}
    ),
    "dead_retry": lambda: call_like_the_dag_processor(State.UP_FOR_RETRY, context(instance(try_number=1, **dead))),
    "dead_failed": lambda: call_like_the_dag_processor(State.FAILED, context(instance(try_number=1, **dead))),
    "dead_by_numbers": lambda: notify_pipeline_debugger(context(instance(try_number=2, **dead))),
    "dead_last_by_numbers": lambda: notify_pipeline_debugger(context(instance(try_number=3, **dead))),
    "old_try_number": lambda: notify_pipeline_debugger(context(instance(try_number=3, _try_number=2))),
    "detached": lambda: notify_pipeline_debugger({"task_instance": Detached(), "exception": None}),
    "long_traceback": lambda: notify_pipeline_debugger(context(instance(), exception=RecursionError("x" * 50_000))),
    "wordless": lambda: notify_pipeline_debugger(context(instance(), exception=Wordless({"rows": 0}))),
    "empty": lambda: notify_pipeline_debugger({}),
    "nothing": lambda: notify_pipeline_debugger(None),
}

started = time.monotonic()
cases[spec["case"]]()
print(json.dumps({"seconds": time.monotonic() - started}))
