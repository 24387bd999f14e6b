"""Reports failures of every DAG to Pipeline Debugger, without a change to any DAG. Standard library only; Airflow 2.7 to 3.x.

Install the package, or put this file and pipeline_debugger_callback.py into Airflow's plugins folder; then set
PIPELINE_DEBUGGER_URL and PIPELINE_DEBUGGER_SECRET for every Airflow component and restart them.

It reports each failed attempt (and whether Airflow will retry it), attempts that succeed on a retry, failed DAG runs
with the tasks that failed, files that can no longer be imported, and that they can again.

A report is first written to a folder and then sent by a separate process, so neither the scheduler nor a task waits for
the network: a finished task waits at most WAIT_SECONDS, everything else not at all. What could not be sent is sent with
the next report or the next DAG run. A report that comes twice counts once.
"""

import datetime
import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

if __name__ == "__main__":
    # The sender runs isolated, so that nothing else on Python's path is imported.
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))

import pipeline_debugger_callback as callback  # noqa: E402

WAIT_SECONDS = 3
TIMEOUT_SECONDS = 5
PAUSES_SECONDS = (2, 5, 15, 30)
MAX_FILES = 500
MAX_TASKS = 50
STACK_CHARACTERS = 12000
# A file that stays broken is parsed every few seconds and reported once in this time.
SAME_IMPORT_ERROR_SECONDS = 6 * 3600
# One that was repaired and breaks again is news, but two DAG processors may see it.
NEW_IMPORT_ERROR_SECONDS = 60
# No hook tells that a file can be imported again: the scheduler looks, at most this often.
CHECK_SECONDS = 60
MAX_BROKEN_FILES = 500


# What to report


def report_task(event, ti, error, waits):
    task = callback._get(ti, "task")
    dag = callback._get(task, "dag")
    run = _run_of(ti)
    body = _run_body(dag, run)
    body.update(callback._describe_instance(ti, task))
    body.update(
        {
            "event": event,
            "scope": "task",
            "dag_id": callback._get(ti, "dag_id"),
            "run_id": callback._get(ti, "run_id"),
            "owner": callback._get(task, "owner") or callback._get(dag, "owner"),
            "exception": callback._describe_exception(error),
        }
    )
    _report(callback._delivery_id(body), body, waits)


def report_run(event, dag_run, reason):
    dag = callback._get(dag_run, "dag")
    body = _run_body(dag, dag_run)
    body.update(
        {
            "event": event,
            "scope": "dag",
            "dag_id": callback._get(dag_run, "dag_id"),
            "run_id": callback._get(dag_run, "run_id"),
            "task_id": None,
            "reason": reason or None,
            "owner": callback._get(dag, "owner"),
        }
    )
    if event == "on_failure_callback":
        body["tasks"] = _unsuccessful_tasks(dag_run)
    # A cleared run starts anew and may end the same way.
    started = callback._iso(callback._get(dag_run, "start_date"))
    _report(_id_of(callback._delivery_id(body), started), body, waits=False)


def report_import_error(filename, stacktrace, is_new):
    text = _readable_stack(stacktrace)
    seconds = NEW_IMPORT_ERROR_SECONDS if is_new else SAME_IMPORT_ERROR_SECONDS
    if not _is_news("import-errors.json", str(filename), text, seconds):
        return
    body = _file_body("import_error", str(filename), text)
    _report(_id_of(body["filename"], text, is_new, int(time.time()) // seconds), body, waits=False)


def report_repaired_files(dag_run):
    """Reports errors that were there when the scheduler last looked and that no file has any more."""
    path = os.path.join(_folder(), "broken-files.json")
    known = _read(path) or {"at": 0, "files": {}}
    now = time.time()
    if not _settings() or now - known["at"] < CHECK_SECONDS:
        return
    broken = _broken_files(dag_run)
    if broken is None:
        return
    causes = {_cause_of(file["stack_trace"]) for file in broken.values()}
    for file in known["files"].values():
        cause = _cause_of(file["stack_trace"])
        # A shared module breaks many files, and is repaired when the last of them can be imported.
        if cause not in causes:
            causes.add(cause)
            body = _file_body("import_error_resolved", file["filename"], file["stack_trace"])
            body["observed_at"] = datetime.datetime.fromtimestamp(now, datetime.timezone.utc).isoformat()
            _report(_id_of("resolved", body["filename"], body["stack_trace"], now), body, waits=False)
    _write(path, {"at": now, "files": broken})


def _broken_files(dag_run):
    """The files that Airflow cannot import now, as its database has them; None if that is unknown."""
    try:
        from airflow.models import errors
        from sqlalchemy import select
        from sqlalchemy.orm import object_session

        # The scheduler's own session and only a read, as in _unsuccessful_tasks.
        session = object_session(dag_run)
        if session is None:
            return None
        model = getattr(errors, "ParseImportError", None) or errors.ImportError
        rows = session.connection().execute(select(model.__table__)).mappings().fetchmany(MAX_BROKEN_FILES + 1)
    except Exception as error:
        callback._say("the files that cannot be imported are unknown: %r" % (error,))
        return None
    if len(rows) > MAX_BROKEN_FILES:
        return None
    return {
        "%s:%s" % (row.get("bundle_name"), row["filename"]): {
            "filename": str(row["filename"]),
            "stack_trace": _readable_stack(row["stacktrace"]),
        }
        for row in rows
    }


def _cause_of(stack):
    """What broke, as the receiver groups files: the error, and where it was raised unless something is missing."""
    lines = stack.splitlines()
    said = [line for line in lines if line.strip() and not line[0].isspace()]
    frames = [line for line in lines if line.strip().startswith('File "') and 'File "<' not in line]
    error = said[-1] if said else ""
    if error.split(":")[0].split(".")[-1] in ("ModuleNotFoundError", "ImportError"):
        return error
    return error, frames[-1].split('"')[1] if frames else ""


def _readable_stack(stacktrace):
    text = callback._redact(str(stacktrace))
    # The error itself stands at the end.
    return text if len(text) <= STACK_CHARACTERS else "... cut ...\n" + text[-STACK_CHARACTERS:]


def _file_body(event, filename, stack):
    return {
        "source": "airflow",
        "airflow_version": callback._airflow_version(),
        "event": event,
        "scope": "file",
        "filename": filename,
        "stack_trace": stack,
        "environment": os.environ.get("PIPELINE_DEBUGGER_ENVIRONMENT"),
    }


def _id_of(*parts):
    return "msg_" + uuid.uuid5(uuid.NAMESPACE_URL, "|".join(str(part) for part in parts)).hex


def _run_body(dag, run):
    get, iso = callback._get, callback._iso
    return {
        "source": "airflow",
        "airflow_version": callback._airflow_version(),
        "run_type": get(run, "run_type"),
        "logical_date": iso(get(run, "logical_date", "execution_date")),
        "run_after": iso(get(run, "run_after")),
        "clear_number": get(run, "clear_number"),
        "fileloc": get(dag, "fileloc"),
        "tags": sorted(str(tag) for tag in (get(dag, "tags") or [])),
        "environment": os.environ.get("PIPELINE_DEBUGGER_ENVIRONMENT"),
        "exception": None,
    }


def _unsuccessful_tasks(dag_run):
    """The run's tasks that failed, or did not run because of that. Killed tasks have no other report."""
    try:
        from sqlalchemy.orm import object_session

        # The scheduler's own session: a new one would commit, which breaks the locks that the scheduler holds.
        session = object_session(dag_run)
        instances = dag_run.get_task_instances(session=session) if session else []
    except Exception as error:
        callback._say("the failed tasks are unknown: %r" % (error,))
        return []
    found = []
    for ti in instances:
        state = callback._get(ti, "state")
        if state in ("failed", "upstream_failed"):
            found.append(callback._describe_instance(ti, callback._get(ti, "task")))
    found.sort(key=lambda task: (task["state"] != "failed", str(task["task_id"]), task["map_index"] or 0))
    return found[:MAX_TASKS]


def _run_of(ti):
    """The task's DAG run. Nothing is loaded from the database for it: rows may belong to a session in use."""
    if _is_row(ti):
        return ti.__dict__.get("dag_run")
    return callback._get(callback._get(ti, "_ti_context_from_server"), "dag_run")


def _is_row(ti):
    return hasattr(ti, "_sa_instance_state")


# How to send it


def _report(delivery_id, body, waits):
    if not _settings():
        return callback._say("PIPELINE_DEBUGGER_URL or PIPELINE_DEBUGGER_SECRET is not set, nothing was sent")
    path = _keep({"id": delivery_id, "body": body})
    _start_sender()
    if waits and not _is_sent(path, WAIT_SECONDS):
        callback._say("not sent yet%s; kept in %s for later" % (_last_problem(), path))


def _settings():
    url, secret = os.environ.get("PIPELINE_DEBUGGER_URL"), os.environ.get("PIPELINE_DEBUGGER_SECRET")
    return (url, secret) if url and secret else None


def _folder():
    home = os.environ.get("AIRFLOW_HOME") or os.path.expanduser("~/airflow")
    folder = os.environ.get("PIPELINE_DEBUGGER_SPOOL") or os.path.join(home, "pipeline_debugger_spool")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    # Tasks that run as another user, or in a read-only image.
    folder = os.path.join(tempfile.gettempdir(), "pipeline_debugger_spool_%d" % os.getuid())
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder


def _kept(folder):
    """Names of the reports to send, oldest first."""
    return sorted(name for name in os.listdir(folder) if name.startswith("report-"))


def _keep(report):
    """Writes a report for the sender. @returns its path."""
    folder = _folder()
    for name in _kept(folder)[: -MAX_FILES + 1 or None]:
        callback._say("too many reports are waiting to be sent, dropped %s" % name)
        _remove(os.path.join(folder, name))
    name = "report-%020d-%s.json" % (time.time_ns(), uuid.uuid4().hex[:8])
    path = os.path.join(folder, name)
    _write(path, report)
    return path


def _write(path, value):
    draft = os.path.join(os.path.dirname(path), ".draft-%d-%s" % (os.getpid(), os.path.basename(path)))
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(value, file, default=str)
    os.replace(draft, path)


def _read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass


def _is_news(name, key, text, seconds):
    """Whether this text was not reported for this key in this time. Remembers it."""
    path = os.path.join(_folder(), name)
    known, now = _read(path) or {}, time.time()
    digest = uuid.uuid5(uuid.NAMESPACE_URL, text).hex
    before = known.get(key)
    if before and before[0] == digest and now - before[1] < seconds:
        return False
    known[key] = [digest, now]
    newest = sorted(known.items(), key=lambda item: item[1][1])[-1000:]
    _write(path, dict(newest))
    return True


def _start_sender():
    """Starts a process that sends what is kept. It outlives this one; a second one ends at once."""
    environment = dict(os.environ, PIPELINE_DEBUGGER_SENDER=_folder())
    subprocess.Popen(
        [sys.executable, "-I", os.path.abspath(__file__)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
        start_new_session=True,
    )


def _is_sent(path, seconds):
    deadline = time.monotonic() + seconds
    while os.path.exists(path):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def send_later():
    """Sends what an earlier process could not. Cheap when there is nothing."""
    if _settings() and _kept(_folder()):
        _start_sender()


def _last_problem():
    problem = _read(os.path.join(_folder(), "problem.json"))
    return " (%s)" % problem["text"] if problem else ""


def send_kept(folder):
    """The sender's work: sends every report, and waits a while for a receiver that is down."""
    with open(os.path.join(folder, ".lock"), "w") as lock:
        for pause in (*PAUSES_SECONDS, None):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            problem = _send_all(folder)
            _note_problem(folder, problem)
            fcntl.flock(lock, fcntl.LOCK_UN)
            if problem is None and not _kept(folder):
                return
            if problem is not None and pause is None:
                return
            if problem is not None:
                time.sleep(pause)


def _note_problem(folder, problem):
    path = os.path.join(folder, "problem.json")
    if problem is None:
        _remove(path)
    else:
        _write(path, {"text": problem})


def _send_all(folder):
    """Sends the reports in order. @returns what stopped it, or None."""
    url, secret = _settings()
    for name in _kept(folder):
        path = os.path.join(folder, name)
        report = _read(path)
        problem = _send_one(url, secret, report) if report else None
        if problem is not None:
            return problem
        _remove(path)
    return None


def _send_one(url, secret, report):
    """Sends a report. @returns why it must be sent again, or None if it was taken or will never be."""
    raw = json.dumps(report["body"]).encode("utf-8")
    request = callback._sign(url, secret, report["id"], raw)
    request.add_header("user-agent", "pipeline-debugger-airflow/1")
    if request.type not in ("http", "https"):
        return "PIPELINE_DEBUGGER_URL must begin with http:// or https://"
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()  # nosec B310
        return None
    except urllib.error.HTTPError as error:
        # The receiver keeps what it does not understand (422); a body that is too large will not become smaller.
        if error.code in (413, 422):
            return None
        return "the receiver answered %s: %s" % (error.code, callback._first_words(error))
    except Exception as error:
        return "could not be reached: %r" % (error,)


def _safely(work):
    """A report that fails must never fail Airflow."""
    try:
        work()
    except Exception as error:
        callback._say("failed: %r" % (error,))


def _version():
    parts = (callback._airflow_version() or "0.0").split(".")
    try:
        return int(parts[0]), int(parts[1])
    except (ValueError, IndexError):
        return 0, 0


def _failed_event(ti):
    return "on_retry_callback" if callback._get(ti, "state") == "up_for_retry" else "on_failure_callback"


def _runs_task(ti):
    """Whether this is the process of the task, which ends after this; others must not wait."""
    return not _is_row(ti) or _version() < (3, 0)


if __name__ != "__main__":
    from airflow.listeners import hookimpl
    from airflow.plugins_manager import AirflowPlugin

    class PipelineDebuggerListener:
        if _version() >= (2, 10):

            @hookimpl
            def on_task_instance_failed(self, previous_state, task_instance, error):
                _safely(lambda: report_task(_failed_event(task_instance), task_instance, error, _runs_task(task_instance)))

        else:

            @hookimpl
            def on_task_instance_failed(self, previous_state, task_instance):
                _safely(lambda: report_task(_failed_event(task_instance), task_instance, None, waits=True))

        @hookimpl
        def on_task_instance_success(self, previous_state, task_instance):
            # A first attempt that succeeds is no news.
            if (callback._try_number(task_instance) or 1) > 1:
                _safely(
                    lambda: report_task("on_success_callback", task_instance, None, _runs_task(task_instance))
                )

        @hookimpl
        def on_dag_run_failed(self, dag_run, msg):
            _safely(lambda: report_run("on_failure_callback", dag_run, msg))
            _safely(lambda: report_repaired_files(dag_run))

        @hookimpl
        def on_dag_run_success(self, dag_run, msg):
            if callback._get(dag_run, "clear_number"):
                _safely(lambda: report_run("on_success_callback", dag_run, "success"))
            else:
                _safely(send_later)
            _safely(lambda: report_repaired_files(dag_run))

        @hookimpl
        def on_dag_run_running(self, dag_run, msg):
            _safely(send_later)
            _safely(lambda: report_repaired_files(dag_run))

        if _version() >= (2, 8):

            @hookimpl
            def on_new_dag_import_error(self, filename, stacktrace):
                _safely(lambda: report_import_error(filename, stacktrace, is_new=True))

            @hookimpl
            def on_existing_dag_import_error(self, filename, stacktrace):
                _safely(lambda: report_import_error(filename, stacktrace, is_new=False))

    class PipelineDebuggerPlugin(AirflowPlugin):
        name = "pipeline_debugger"
        listeners = [PipelineDebuggerListener()]

else:
    send_kept(os.environ["PIPELINE_DEBUGGER_SENDER"])
