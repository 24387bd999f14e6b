"""Reports failed Dagster runs, and runs that succeed, to Pipeline Debugger. Standard library only; Dagster 1.5 and later.

Put this file into your code location, set PIPELINE_DEBUGGER_URL and PIPELINE_DEBUGGER_SECRET there, and add the sensors:

    from pipeline_debugger_sensor import pipeline_debugger_sensors

    defs = Definitions(..., sensors=[*pipeline_debugger_sensors])

Optional: PIPELINE_DEBUGGER_ENVIRONMENT, and DAGSTER_URL (the address of Dagster's web server) for links to runs. A report
that cannot be sent fails the sensor's tick, and Dagster's next tick sends it again.
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.request
import uuid

from dagster import (
    DagsterRunStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunStatusSensorContext,
    SkipReason,
    run_failure_sensor,
    run_status_sensor,
)

TIMEOUT_SECONDS = 10
ERROR_CHARACTERS = 20_000
MAX_STEPS = 50


@run_failure_sensor(
    name="pipeline_debugger_on_failure",
    monitor_all_code_locations=True,
    default_status=DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=15,
)
def pipeline_debugger_on_failure(context: RunFailureSensorContext):
    steps = [
        {"step_key": event.step_key, "error": _error_of(event)}
        for event in context.get_step_failure_events()[:MAX_STEPS]
    ]
    return _report(context, "run_failure", {"message": context.failure_event.message, "steps": steps})


@run_status_sensor(
    name="pipeline_debugger_on_success",
    run_status=DagsterRunStatus.SUCCESS,
    monitor_all_code_locations=True,
    default_status=DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=15,
)
def pipeline_debugger_on_success(context: RunStatusSensorContext):
    return _report(context, "run_success", {})


pipeline_debugger_sensors = [pipeline_debugger_on_failure, pipeline_debugger_on_success]


def _report(context, event, details):
    url, secret = os.environ.get("PIPELINE_DEBUGGER_URL"), os.environ.get("PIPELINE_DEBUGGER_SECRET")
    if not url or not secret:
        return SkipReason("PIPELINE_DEBUGGER_URL or PIPELINE_DEBUGGER_SECRET is not set, nothing was sent")
    run = context.dagster_run
    body = {
        "source": "dagster",
        "event": event,
        "run_id": run.run_id,
        "job_name": run.job_name,
        "tags": dict(run.tags),
        "partition_key": context.partition_key,
        "asset_selection": _asset_selection(run),
        "step_selection": getattr(run, "step_keys_to_execute", None),
        "url": os.environ.get("DAGSTER_URL"),
        "environment": os.environ.get("PIPELINE_DEBUGGER_ENVIRONMENT"),
        **_times(context, run.run_id),
        **details,
    }
    _send(url, secret, _delivery_id(run.run_id, event), body)


def _asset_selection(run):
    """The assets that the run was limited to; None for the whole job."""
    keys = getattr(run, "asset_selection", None)
    return sorted(key.to_user_string() for key in keys) if keys else None


def _times(context, run_id):
    record = context.instance.get_run_record_by_id(run_id)
    return {
        "start_time": getattr(record, "start_time", None),
        "end_time": getattr(record, "end_time", None),
    }


def _error_of(event):
    error = getattr(event.event_specific_data, "error", None)
    if error is None:
        return event.message
    text = error.to_string()
    # Dagster's own error comes first, the original one last.
    return text if len(text) <= ERROR_CHARACTERS else text[:2_000] + "\n...\n" + text[-(ERROR_CHARACTERS - 2_000) :]


def _delivery_id(run_id, event):
    return "msg_" + uuid.uuid5(uuid.NAMESPACE_URL, "%s|%s" % (run_id, event)).hex


def _send(url, secret, delivery_id, body):
    """Signed as described by Standard Webhooks (https://www.standardwebhooks.com)."""
    raw = json.dumps(body, default=str).encode("utf-8")
    timestamp = str(int(time.time()))
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    signed = ("%s.%s." % (delivery_id, timestamp)).encode("utf-8") + raw
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    headers = {
        "content-type": "application/json",
        "user-agent": "pipeline-debugger-dagster/1",
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + signature,
    }
    request = urllib.request.Request(url, raw, headers)
    if request.type not in ("http", "https"):
        raise ValueError("PIPELINE_DEBUGGER_URL must begin with http:// or https://")
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()  # nosec B310
    except urllib.error.HTTPError as error:
        # What the receiver does not understand, it has stored: sending it again would not help.
        if error.code not in (413, 422):
            raise
