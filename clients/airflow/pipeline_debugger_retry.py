"""Asks Pipeline Debugger whether a retry can help. Standard library only; Airflow from 3.3, Prefect 3.

Airflow, for a task or in default_args:

    from pipeline_debugger_retry import PipelineDebuggerRetryPolicy

    @task(retries=3, retry_policy=PipelineDebuggerRetryPolicy())
    def load(): ...

Prefect:

    from pipeline_debugger_retry import should_retry

    @task(retries=3, retry_condition_fn=should_retry)
    def load(): ...

PIPELINE_DEBUGGER_URL and PIPELINE_DEBUGGER_SECRET must be set where tasks run. The answer comes from the error and from
what earlier retries of it achieved. A retry that cannot help is not made, and the incident says why. Without an answer
within TIMEOUT_SECONDS, the task's own settings decide.
"""

import base64
import contextlib
import datetime
import hashlib
import hmac
import json
import os
import threading
import time
import traceback
import urllib.request
import uuid

TIMEOUT_SECONDS = 1
MESSAGE_CHARACTERS = 4000
TRACEBACK_CHARACTERS = 12000
MAX_WAIT_SECONDS = 3600


def ask(question):
    """Sends a question. @returns {"retry": bool, "reason": str, "waitSeconds": number or None}, or None without an answer."""
    url, secret = os.environ.get("PIPELINE_DEBUGGER_URL"), os.environ.get("PIPELINE_DEBUGGER_SECRET")
    if not url or not secret:
        return None
    answers = []
    # A thread, because socket timeouts limit neither the DNS lookup nor a slowly arriving response.
    worker = threading.Thread(target=lambda: answers.append(_send(url, secret, question)), daemon=True)
    worker.start()
    worker.join(TIMEOUT_SECONDS)
    return answers[0] if answers else None


def _send(url, secret, question):
    try:
        base, _, key = url.rstrip("/").rpartition("/")
        origin = base.split("/api/webhooks/")[0]
        request = _sign(origin + "/api/advice/retry", secret, json.dumps(question).encode("utf-8"))
        request.add_header("x-source-key", key)
        if request.type not in ("http", "https"):
            return None
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # nosec B310
            answer = json.loads(response.read(100_000))
        return answer if isinstance(answer, dict) and isinstance(answer.get("retry"), bool) else None
    except Exception as error:
        print("pipeline-debugger: no advice on the retry: %r" % (error,))
        return None


def _sign(url, secret, raw):
    """Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over id, time and body."""
    message_id, timestamp = "msg_" + uuid.uuid4().hex, str(int(time.time()))
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    signed = ("%s.%s." % (message_id, timestamp)).encode("utf-8") + raw
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    headers = {
        "content-type": "application/json",
        "user-agent": "pipeline-debugger-retry/1",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + signature,
    }
    return urllib.request.Request(url, raw, headers)


def _describe(error):
    if not isinstance(error, BaseException):
        return {"type": None, "message": _redact(str(error))[:MESSAGE_CHARACTERS], "traceback": None}
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    return {
        "type": type(error).__module__ + "." + type(error).__qualname__,
        "message": _redact(str(error))[:MESSAGE_CHARACTERS],
        "traceback": _redact(text)[-TRACEBACK_CHARACTERS:],
    }


def _redact(text):
    with contextlib.suppress(Exception):
        return str(__import__("airflow.sdk.log", fromlist=["redact"]).redact(text))
    return text


# Airflow


try:
    from airflow.sdk import RetryDecision, RetryPolicy
except ImportError:
    RetryPolicy = None

if RetryPolicy is not None:

    class PipelineDebuggerRetryPolicy(RetryPolicy):
        """A retry policy (Airflow 3.3 and later) that fails a task at once when no retry can help."""

        def evaluate(self, exception, try_number, max_tries, context=None):
            # Nothing can be decided after the last attempt. Airflow's max_tries counts retries.
            if try_number > max_tries:
                return RetryDecision.default()
            ti = (context or {}).get("ti")
            answer = ask(
                {
                    "pipeline": getattr(ti, "dag_id", None),
                    "task": getattr(ti, "task_id", None),
                    "runId": (context or {}).get("run_id") or getattr(ti, "run_id", None),
                    "mapIndex": getattr(ti, "map_index", None),
                    "tryNumber": try_number,
                    "maxTries": max_tries + 1,
                    "error": _describe(exception),
                }
            )
            if answer is None:
                return RetryDecision.default()
            reason = "Pipeline Debugger: %s" % answer.get("reason")
            if not answer["retry"]:
                return RetryDecision.fail(reason)
            wait = answer.get("waitSeconds")
            if isinstance(wait, (int, float)) and 0 < wait <= MAX_WAIT_SECONDS:
                return RetryDecision.retry(datetime.timedelta(seconds=wait), reason)
            return RetryDecision.default()

        def serialize(self):
            return {"__type": "PipelineDebuggerRetryPolicy"}

        @classmethod
        def deserialize(cls, data):
            return cls()


def _advises_all():
    return os.environ.get("PIPELINE_DEBUGGER_RETRY_ADVICE", "").lower() in ("1", "true", "yes")


with contextlib.suppress(ImportError):
    from airflow.policies import hookimpl

    @hookimpl
    def task_policy(task):
        """Airflow's cluster policy: gives every task with retries the policy, if it has none and this is switched on."""
        if RetryPolicy is None or not _advises_all():
            return
        if getattr(task, "retries", 0) and getattr(task, "retry_policy", None) is None:
            task.retry_policy = PipelineDebuggerRetryPolicy()


# Prefect


def should_retry(task, task_run, state):
    """A retry_condition_fn. Prefect takes an exception from it as a "no", so it never raises."""
    try:
        question = _prefect_question(task, task_run, state)
        answer = ask(question) if question["pipeline"] else None
        if answer is not None and not answer["retry"]:
            print("pipeline-debugger: no retry: %s" % answer.get("reason"))
            return False
    except Exception as error:
        print("pipeline-debugger: no advice on the retry: %r" % (error,))
    return True


def _prefect_question(task, task_run, state):
    from prefect.context import FlowRunContext

    context = FlowRunContext.get()
    flow, flow_run = getattr(context, "flow", None), getattr(context, "flow_run", None)
    number, retries = getattr(task_run, "run_count", None) or 1, getattr(task, "retries", None) or 0
    return {
        "pipeline": getattr(flow, "name", None),
        "task": getattr(task, "name", None),
        "runId": str(getattr(flow_run, "id", None) or getattr(task_run, "flow_run_id", "")) or None,
        "tryNumber": number,
        "maxTries": max(retries + 1, number),
        "error": _describe(_prefect_error(state)),
    }


def _prefect_error(state):
    # The exception itself, or a reference to where it is stored, which would take a request.
    for error in (getattr(state, "data", None), getattr(getattr(state, "data", None), "result", None)):
        if isinstance(error, BaseException):
            return error
    return getattr(state, "message", None) or "unknown"
