"""Calls the Prefect hook with objects like Prefect's own. Reads {"case", "timeout", …} on standard input."""

import datetime
import enum
import json
import os
import sys
import time
import types
import uuid

spec = json.load(sys.stdin)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "prefect"))

import pipeline_debugger_hook as client  # noqa: E402
from pipeline_debugger_hook import notify_pipeline_debugger  # noqa: E402

client.TIMEOUT_SECONDS = spec.get("timeout", client.TIMEOUT_SECONDS)
client.PAUSE_BEFORE_SECOND_TRY_SECONDS = spec.get("pause", client.PAUSE_BEFORE_SECOND_TRY_SECONDS)


class Type(enum.Enum):
    FAILED = "FAILED"
    CRASHED = "CRASHED"


class Wordless(Exception):
    def __str__(self):
        return self.args[0]


def failure():
    try:
        raise RuntimeError("transform failed")
    except RuntimeError as error:
        return error


def state(kind=Type.FAILED, data=None, message="Flow run encountered an exception: RuntimeError: transform failed"):
    at = datetime.datetime(2026, 11, 21, 1, 36, 50, 256575, tzinfo=datetime.timezone.utc)
    return types.SimpleNamespace(type=kind, name=kind.value.title(), message=message, timestamp=at, data=data)


def flow_run(**changes):
    fields = dict(
        id=uuid.UUID(int=7),
        name="wise-otter",
        run_count=1,
        tags=["prod"],
        deployment_id=None,
        parent_task_run_id=None,
        start_time=None,
        expected_start_time=None,
        empirical_policy=types.SimpleNamespace(retries=0),
    )
    fields.update(changes)
    return types.SimpleNamespace(**fields)


flow = types.SimpleNamespace(name="orders-daily")
task = types.SimpleNamespace(name="load")
task_run = flow_run(task_key="load-abc", flow_run_id=uuid.UUID(int=9), run_count=3)
in_memory = types.SimpleNamespace(result=failure())

if spec.get("has_context"):
    context = types.ModuleType("prefect.context")
    context.FlowRunContext = types.SimpleNamespace(get=lambda: types.SimpleNamespace(flow=flow))
    sys.modules["prefect"] = types.ModuleType("prefect")
    sys.modules["prefect.context"] = context

if spec.get("parent_answer"):
    # The part of Prefect's client that the hook uses, to find the task run that represents this subflow.
    class Client:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read_task_run(self, task_run_id):
            if spec["parent_answer"] == "slow":
                time.sleep(60)
            if spec["parent_answer"] == "refused":
                raise RuntimeError("401")
            if str(task_run_id) != str(uuid.UUID(int=8)):
                raise RuntimeError("unexpected task run %s" % task_run_id)
            return types.SimpleNamespace(flow_run_id=uuid.UUID(int=6))

    orchestration = types.ModuleType("prefect.client.orchestration")
    orchestration.get_client = lambda sync_client: Client()
    for name in ("prefect", "prefect.client"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["prefect.client.orchestration"] = orchestration

cases = {
    "flow_failed": lambda: notify_pipeline_debugger(flow, flow_run(), state(data=in_memory)),
    "flow_crashed": lambda: notify_pipeline_debugger(
        flow=flow, flow_run=flow_run(run_count=0, parent_task_run_id=uuid.UUID(int=8)), state=state(Type.CRASHED, message=None)
    ),
    "task_failed": lambda: notify_pipeline_debugger(task, task_run, state(data=failure())),
    "wordless": lambda: notify_pipeline_debugger(flow, flow_run(), state(data=Wordless({"rows": 0}))),
    "nothing": lambda: notify_pipeline_debugger(None, None, None),
}

started = time.monotonic()
cases[spec["case"]]()
print(json.dumps({"seconds": time.monotonic() - started}))
