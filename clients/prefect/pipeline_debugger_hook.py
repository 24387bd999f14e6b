"""Reports failing Prefect flows and tasks to Pipeline Debugger. Standard library only; Prefect 3.x.

Put this file where your flows can import it, set PIPELINE_DEBUGGER_URL and PIPELINE_DEBUGGER_SECRET where they run:

    from pipeline_debugger_hook import notify_pipeline_debugger

    @flow(on_failure=[notify_pipeline_debugger], on_crashed=[notify_pipeline_debugger])
    def orders_daily(): ...

    @task(on_failure=[notify_pipeline_debugger])   # optional: called once, after the last retry
    def load_orders(): ...

It sends the traceback, which Prefect's automations do not. Keep the automation too: a flow that cannot be imported, or a
run that is killed without a worker, calls no hook. Reports from both become one incident.
The function never raises and never delays a run by more than TIMEOUT_SECONDS.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import threading
import time
import traceback
import urllib.error
import urllib.request
import uuid

TIMEOUT_SECONDS = 5
PAUSE_BEFORE_SECOND_TRY_SECONDS = 1
MESSAGE_CHARACTERS = 4000
TRACEBACK_HEAD_CHARACTERS = 6000
TRACEBACK_TAIL_CHARACTERS = 12000


def notify_pipeline_debugger(flow, flow_run, state):
    """Use as on_failure and on_crashed of flows, and as on_failure of tasks, which pass (task, task_run, state).

    Keep the parameter names: a worker calls on_crashed with keyword arguments.
    """
    try:
        url = os.environ.get("PIPELINE_DEBUGGER_URL")
        secret = os.environ.get("PIPELINE_DEBUGGER_SECRET")
        if not url or not secret:
            return _say("PIPELINE_DEBUGGER_URL or PIPELINE_DEBUGGER_SECRET is not set, nothing was sent")
        body = _describe(flow, flow_run, state)
        # A thread, because socket timeouts limit neither the DNS lookup nor a slowly arriving response.
        sender = threading.Thread(target=_report, args=(url, secret, body), daemon=True)
        sender.start()
        sender.join(TIMEOUT_SECONDS)
        if sender.is_alive():
            _say(f"no answer within {TIMEOUT_SECONDS} s")
    except Exception as error:
        _say(f"failed: {error!r}")


def _say(text):
    print("pipeline-debugger: " + text)


def _describe(subject, run, state):
    is_task = hasattr(run, "task_key")
    kind = _word(_get(state, "type"))
    return {
        "source": "prefect",
        "event": "on_crashed" if kind == "CRASHED" else "on_failure",
        "scope": "task" if is_task else "flow",
        "flow_name": _flow_name_of_task() if is_task else _get(subject, "name"),
        "task_name": _get(subject, "name") if is_task else None,
        "flow_run_id": _text(_get(run, "flow_run_id") if is_task else _get(run, "id")),
        "task_run_id": _text(_get(run, "id")) if is_task else None,
        "run_name": _get(run, "name"),
        "run_count": _get(run, "run_count"),
        "retries": _get(_get(run, "empirical_policy"), "retries"),
        "tags": [str(tag) for tag in (_get(run, "tags") or [])],
        "deployment_id": _text(_get(run, "deployment_id")),
        "parent_task_run_id": _text(_get(run, "parent_task_run_id")),
        "environment": os.environ.get("PIPELINE_DEBUGGER_ENVIRONMENT"),
        "start_time": _iso(_get(run, "start_time")),
        "expected_start_time": _iso(_get(run, "expected_start_time")),
        "state": {
            "type": kind,
            "name": _get(state, "name"),
            "message": (_get(state, "message") or "")[:MESSAGE_CHARACTERS],
            "timestamp": _iso(_get(state, "timestamp")),
        },
        "exception": _describe_exception(_exception_of(state)),
    }


def _exception_of(state):
    # The exception itself, or a result record that still has it in memory.
    data = _get(state, "data")
    for candidate in (data, _get(data, "result")):
        if isinstance(candidate, BaseException):
            return candidate
    return None


def _describe_exception(error):
    if error is None:
        return None
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "message": _words(error)[:MESSAGE_CHARACTERS],
        "traceback": _cut(text),
    }


def _words(error):
    try:
        return str(error)
    except Exception:
        # An exception whose __str__ fails is still reported.
        return f"<{type(error).__name__} that cannot be shown as text>"


def _cut(text):
    # An exception chain prints its root cause first, so keep both ends.
    if len(text) <= TRACEBACK_HEAD_CHARACTERS + TRACEBACK_TAIL_CHARACTERS:
        return text
    return text[:TRACEBACK_HEAD_CHARACTERS] + "\n... cut ...\n" + text[-TRACEBACK_TAIL_CHARACTERS:]


def _flow_name_of_task():
    """A task's hook does not get its flow; the run context has it."""
    try:
        from prefect.context import FlowRunContext

        return FlowRunContext.get().flow.name
    except Exception:
        return None


def _get(thing, name):
    try:
        return getattr(thing, name, None)
    except Exception:
        return None


def _word(value):
    return str(getattr(value, "value", value))


def _text(value):
    return None if value is None else str(value)


def _iso(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _report(url, secret, body):
    try:
        body["parent_flow_run_id"] = _parent_flow_run_id(body["parent_task_run_id"])
        _send(_sign(url, secret, _delivery_id(body), json.dumps(body, default=str).encode("utf-8")))
    except Exception as error:
        _say(f"failed: {error!r}")


def _parent_flow_run_id(parent_task_run_id):
    """A subflow's run names only the task run that represents it in the parent; the server knows the parent's run."""
    if not parent_task_run_id:
        return None
    found = []
    asking = threading.Thread(target=_ask_parent, args=(parent_task_run_id, found), daemon=True)
    asking.start()
    # Send the report even without this field.
    asking.join(TIMEOUT_SECONDS / 3)
    return found[0] if found else None


def _ask_parent(task_run_id, found):
    with contextlib.suppress(Exception):
        from prefect.client.orchestration import get_client

        with get_client(sync_client=True) as client:
            found.append(_text(_get(client.read_task_run(task_run_id), "flow_run_id")))


def _delivery_id(body):
    """The same failure has the same id, no matter how often it is reported."""
    state = body["state"]
    parts = [body["flow_run_id"], body["task_run_id"], body["run_count"], state["type"], state["timestamp"]]
    return "msg_" + uuid.uuid5(uuid.NAMESPACE_URL, "|".join(str(part) for part in parts)).hex


def _sign(url, secret, delivery_id, raw):
    """Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body."""
    timestamp = str(int(time.time()))
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    signed = f"{delivery_id}.{timestamp}.".encode("utf-8") + raw
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    headers = {
        "content-type": "application/json",
        "user-agent": "pipeline-debugger-hook/1",
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + signature,
    }
    return urllib.request.Request(url, raw, headers)


def _send(request):
    if request.type not in ("http", "https"):
        return _say("PIPELINE_DEBUGGER_URL must begin with http:// or https://")
    for is_last_try in (False, True):
        try:
            urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()  # nosec B310
            return
        except urllib.error.HTTPError as error:
            if is_last_try or error.code < 500:
                return _say(f"the receiver answered {error.code}: {_first_words(error)}")
        except Exception as error:
            if is_last_try:
                return _say(f"could not be reached: {error!r}")
        time.sleep(PAUSE_BEFORE_SECOND_TRY_SECONDS)


def _first_words(error):
    try:
        return error.read(300).decode("utf-8", "replace")
    except Exception:
        return error.reason
