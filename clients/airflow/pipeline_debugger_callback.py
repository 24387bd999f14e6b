"""Reports failing Airflow tasks and DAG runs to Pipeline Debugger. Standard library only; Airflow 2.4 to 3.x.

Put this file next to your DAGs, set PIPELINE_DEBUGGER_URL and PIPELINE_DEBUGGER_SECRET where tasks and the DAG
processor (Airflow 2: the scheduler) run, and use the function in all three places:

    from pipeline_debugger_callback import notify_pipeline_debugger

    with DAG(
        "orders_daily",
        default_args={
            "on_failure_callback": notify_pipeline_debugger,
            "on_retry_callback": notify_pipeline_debugger,
        },
        on_failure_callback=notify_pipeline_debugger,
    ):
        ...

The DAG's callback is needed too: on Airflow 3, a killed task with no retries left does not call its own callback.
The function never raises and never delays a task by more than TIMEOUT_SECONDS.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import sys
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


def notify_pipeline_debugger(context):
    """Use as on_failure_callback and on_retry_callback of tasks, and as on_failure_callback of DAGs."""
    try:
        url = os.environ.get("PIPELINE_DEBUGGER_URL")
        secret = os.environ.get("PIPELINE_DEBUGGER_SECRET")
        if not url or not secret:
            return _say("PIPELINE_DEBUGGER_URL or PIPELINE_DEBUGGER_SECRET is not set, nothing was sent")
        body = _describe(context)
        request = _sign(url, secret, _delivery_id(body), json.dumps(body, default=str).encode("utf-8"))
        # A thread, because socket timeouts limit neither the DNS lookup nor a slowly arriving response.
        sender = threading.Thread(target=_send, args=(request,), daemon=True)
        sender.start()
        sender.join(TIMEOUT_SECONDS)
        if sender.is_alive():
            _say("no answer within %s s" % TIMEOUT_SECONDS)
    except Exception as error:
        _say("failed: %r" % (error,))


def _say(text):
    # Printed, not logged: an error-level line after the real error would mislead readers of the task's log.
    print("pipeline-debugger: " + text)


def _describe(context):
    ti = context.get("task_instance") or context.get("ti")
    dag_run, dag, task = context.get("dag_run"), context.get("dag"), context.get("task")
    is_dag_level = ti is None or "reason" in context
    instance = _describe_instance(ti, task)
    body = {
        "source": "airflow",
        "airflow_version": _airflow_version(),
        "event": _event(context, ti, task, dag_run, is_dag_level),
        "scope": "dag" if is_dag_level else "task",
        "dag_id": _get(ti, "dag_id") or _get(dag, "dag_id") or _get(dag_run, "dag_id"),
        "task_id": None,
        "run_id": context.get("run_id") or _get(ti, "run_id") or _get(dag_run, "run_id"),
        "run_type": _get(dag_run, "run_type"),
        "logical_date": _iso(context.get("logical_date") or _get(dag_run, "logical_date", "execution_date")),
        "run_after": _iso(_get(dag_run, "run_after")),
        "clear_number": _get(dag_run, "clear_number"),
        "reason": context.get("reason"),
        "owner": _get(task, "owner") or _get(dag, "owner"),
        "fileloc": _get(dag, "fileloc"),
        "tags": sorted(str(tag) for tag in (_get(dag, "tags") or [])),
        "environment": os.environ.get("PIPELINE_DEBUGGER_ENVIRONMENT"),
        "exception": None,
    }
    if is_dag_level:
        # The task that Airflow picked for the DAG's callback; often not the one that failed.
        body["last_task"] = instance
        return body
    body.update(instance)
    body["exception"] = _describe_exception(context.get("exception"))
    return body


def _describe_instance(ti, task):
    return {
        "task_id": _get(ti, "task_id"),
        "map_index": _get(ti, "map_index"),
        "try_number": _try_number(ti),
        "max_tries": _get(ti, "max_tries"),
        "retries": _get(task, "retries"),
        "state": _get(ti, "state"),
        "hostname": _get(ti, "hostname"),
        "log_url": _get(ti, "log_url"),
        "operator": _get(task, "task_type") or _get(ti, "operator"),
        "start_date": _iso(_get(ti, "start_date")),
        "end_date": _iso(_get(ti, "end_date")),
        "ti_id": _get(ti, "id"),
        "dag_version_id": _get(ti, "dag_version_id"),
        "bundle_version": _get(_get(ti, "bundle_instance"), "version"),
    }


def _describe_exception(error):
    if isinstance(error, BaseException):
        text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        return {
            "type": type(error).__module__ + "." + type(error).__qualname__,
            "message": _redact(_words(error))[:MESSAGE_CHARACTERS],
            "traceback": _cut(_redact(text)),
        }
    if error is not None:
        # Airflow 2 passes a string for killed tasks and sys.exit().
        return {"type": "str", "message": _redact(_words(error))[:MESSAGE_CHARACTERS], "traceback": None}
    return None


def _words(error):
    try:
        return str(error)
    except Exception:
        # An exception whose __str__ fails is still reported.
        return "<%s that cannot be shown as text>" % type(error).__name__


def _cut(text):
    # An exception chain prints its root cause first, so keep both ends.
    if len(text) <= TRACEBACK_HEAD_CHARACTERS + TRACEBACK_TAIL_CHARACTERS:
        return text
    return text[:TRACEBACK_HEAD_CHARACTERS] + "\n... cut ...\n" + text[-TRACEBACK_TAIL_CHARACTERS:]


def _redact(text):
    # Airflow 3 passes the raw exception, which contains connection passwords that logs mask.
    for name in (
        "airflow.sdk.log",
        "airflow.sdk.execution_time.secrets_masker",
        "airflow.utils.log.secrets_masker",
    ):
        with contextlib.suppress(Exception):
            return str(__import__(name, fromlist=["redact"]).redact(text))
    return text


def _event(context, ti, task, dag_run, is_dag_level):
    """The name of this callback; Airflow passes the same context to all of them."""
    if is_dag_level:
        is_success = context.get("reason") == "success" or _get(dag_run, "state") == "success"
        return "on_success_callback" if is_success else "on_failure_callback"
    state = _requested_state() or _get(ti, "state")
    if state is None:
        # A dead task whose state the DAG processor does not know: derive it from the attempt number.
        number, retries = _try_number(ti), max(_get(ti, "max_tries") or 0, _get(task, "retries") or 0)
        state = "up_for_retry" if number is not None and number <= retries else "failed"
    if state == "up_for_retry":
        return "on_retry_callback"
    return "on_success_callback" if state == "success" else "on_failure_callback"


def _requested_state():
    """For dead tasks, only the request of Airflow 3's DAG processor says which callback it calls."""
    with contextlib.suppress(Exception):
        frame = sys._getframe(1)
        for _ in range(12):
            frame = frame.f_back
            if frame is None:
                return None
            kind = getattr(frame.f_locals.get("request"), "task_callback_type", None)
            if kind is not None:
                return str(getattr(kind, "value", kind))
    return None


def _try_number(ti):
    # Before 2.10, try_number is one too high once the task has ended; _try_number is correct.
    version = (_airflow_version() or "").split(".")
    try:
        if (int(version[0]), int(version[1])) < (2, 10):
            number = _get(ti, "_try_number")
            if isinstance(number, int):
                return number
    except (ValueError, IndexError):
        pass
    return _get(ti, "try_number")


def _airflow_version():
    try:
        import airflow

        return airflow.__version__
    except Exception:
        return None


def _get(thing, *names):
    for name in names:
        try:
            value = getattr(thing, name, None)
        except Exception:
            # A detached database row (2.x) or a missing slot (3.x).
            value = None
        if value is not None:
            # Enumerations: "failed", not "TaskInstanceState.FAILED".
            return getattr(value, "value", value)
    return None


def _iso(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _delivery_id(body):
    """The same failure has the same id, no matter how often Airflow reports it; a cleared run gets new ids."""
    last = body.get("last_task") or {}
    parts = [body.get(name) for name in ("event", "scope", "dag_id", "run_id", "clear_number", "reason", "task_id")]
    parts += [body.get("map_index"), body.get("try_number"), last.get("task_id"), last.get("try_number")]
    return "msg_" + uuid.uuid5(uuid.NAMESPACE_URL, "|".join(str(part) for part in parts)).hex


def _sign(url, secret, delivery_id, raw):
    """Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body."""
    timestamp = str(int(time.time()))
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    signed = ("%s.%s." % (delivery_id, timestamp)).encode("utf-8") + raw
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    headers = {
        "content-type": "application/json",
        "user-agent": "pipeline-debugger-callback/1",
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
                return _say("the receiver answered %s: %s" % (error.code, _first_words(error)))
        except Exception as error:
            if is_last_try:
                return _say("could not be reached: %r" % (error,))
        time.sleep(PAUSE_BEFORE_SECOND_TRY_SECONDS)


def _first_words(error):
    try:
        return error.read(300).decode("utf-8", "replace")
    except Exception:
        return error.reason
