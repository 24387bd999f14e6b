"""Asks for advice like Airflow or Prefect would. Reads {"call", …} on standard input; prints the decision as JSON."""

import json
import os
import sys
import time
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "airflow"))

spec = json.load(sys.stdin)


class Decision:
    def __init__(self, action, delay=None, reason=None):
        self.shown = {"action": action, "delay": delay and delay.total_seconds(), "reason": reason}

    @classmethod
    def fail(cls, reason=None):
        return cls("fail", None, reason)

    @classmethod
    def retry(cls, delay=None, reason=None):
        return cls("retry", delay, reason)

    @classmethod
    def default(cls):
        return cls("default")


if spec.get("airflow", True):
    sdk = types.ModuleType("airflow.sdk")
    sdk.RetryDecision, sdk.RetryPolicy = Decision, object
    policies = types.ModuleType("airflow.policies")
    policies.hookimpl = lambda function: function
    sys.modules.update({"airflow": types.ModuleType("airflow"), "airflow.sdk": sdk, "airflow.policies": policies})

import pipeline_debugger_retry as client  # noqa: E402


class FlowRunContext:
    flow = types.SimpleNamespace(name="orders-daily")
    flow_run = types.SimpleNamespace(id="9f6c")

    @classmethod
    def get(cls):
        return None if spec.get("no_flow") else cls


context = types.ModuleType("prefect.context")
context.FlowRunContext = FlowRunContext
sys.modules.update({"prefect": types.ModuleType("prefect"), "prefect.context": context})


def failure():
    try:
        {"client_id": 1}["customer_id"]
    except KeyError as error:
        return error


def airflow_policy():
    ti = types.SimpleNamespace(dag_id="orders", task_id="load", run_id="r1", map_index=-1)
    given = None if spec.get("no_context") else {"ti": ti, "run_id": "r1"}
    policy = client.PipelineDebuggerRetryPolicy.deserialize(client.PipelineDebuggerRetryPolicy().serialize())
    return policy.evaluate(failure(), spec.get("try_number", 1), spec.get("max_tries", 2), given).shown


def prefect_condition():
    state = types.SimpleNamespace(data=failure(), message="Task run encountered an exception")
    if spec.get("stored"):
        state.data = object()
    task = types.SimpleNamespace(name="load", retries=2)
    return client.should_retry(task, types.SimpleNamespace(run_count=1, flow_run_id="9f6c"), state)


def cluster_policy():
    tasks = [
        types.SimpleNamespace(retries=2, retry_policy=None),
        types.SimpleNamespace(retries=0, retry_policy=None),
        types.SimpleNamespace(retries=2, retry_policy="own"),
    ]
    for task in tasks:
        client.task_policy(task)
    return [type(task.retry_policy).__name__ for task in tasks]


calls = {
    "airflow": airflow_policy,
    "prefect": prefect_condition,
    "prefect_garbage": lambda: client.should_retry(None, None, None),
    "cluster_policy": cluster_policy,
    "has_policy": lambda: hasattr(client, "PipelineDebuggerRetryPolicy"),
}
started = time.monotonic()
print("decision: " + json.dumps(calls[spec["call"]]()))
print(json.dumps({"seconds": time.monotonic() - started}))
