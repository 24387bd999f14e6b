import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { flatReport } from "@/lib/failures/testing/report";
import { KILLED_REASON } from "@/lib/failures/unreported";
import { airflowDeliveryKey, normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

function reportOf(body: unknown) {
  const result = normaliseAirflow(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return flatReport(FailureReport.parse(result.report));
}

const recorded = (name: string) => reportOf(recordedWebhook("airflow", name).body);

const minimal = { dag_id: "orders", run_id: "manual__1" };

describe("recordings of real Airflow servers", () => {
  it.each([
    ["airflow3_task_python_error", "task", "c04_cascade", "extract", 1, 1, -1, "builtins.FileNotFoundError"],
    [
      "airflow3_task_final_after_retry",
      "task",
      "c03_retry_then_fail",
      "flaky",
      2,
      2,
      -1,
      "builtins.RuntimeError",
    ],
    ["airflow3_task_mapped_index_2", "task", "c09_mapped", "part", 1, 1, 2, "builtins.ZeroDivisionError"],
    [
      "airflow3_task_missing_module",
      "task",
      "c12_missing_module",
      "train",
      1,
      1,
      -1,
      "builtins.ModuleNotFoundError",
    ],
    [
      "airflow3_task_asset_triggered",
      "task",
      "c14_asset_consumer",
      "build",
      1,
      1,
      -1,
      "builtins.AssertionError",
    ],
    ["airflow3_task_secrets_redacted", "task", "c16_secrets", "leak", 1, 1, -1, "builtins.PermissionError"],
    [
      "airflow2_task_final_after_retry",
      "task",
      "c03_retry_then_fail",
      "flaky",
      2,
      2,
      -1,
      "builtins.RuntimeError",
    ],
    [
      "airflow2_task_missing_module",
      "task",
      "c12_missing_module",
      "train",
      1,
      1,
      -1,
      "builtins.ModuleNotFoundError",
    ],
    [
      "airflow2_task_asset_triggered",
      "task",
      "c14_asset_consumer",
      "build",
      1,
      1,
      -1,
      "builtins.AssertionError",
    ],
    ["airflow2_task_secrets_redacted", "task", "c16_secrets", "leak", 1, 1, -1, "builtins.PermissionError"],
  ])("%s", (name, scope, dag, task, tryNumber, maxTries, mapIndex, type) => {
    const report = recorded(name);
    expect(report).toMatchObject({
      event: "failed",
      scope,
      pipeline: { externalId: dag, name: dag },
      task: { externalId: task, name: task, operator: "_PythonDecoratedOperator" },
      attempt: { tryNumber, maxTries, mapIndex, state: "failed", hostname: "airflow-host" },
      exception: { type },
      reason: null,
    });
    expect(report.exception?.traceback).toMatch(/^Traceback \(most recent call last\):\n/);
    expect(report.exception?.traceback).toContain(report.exception?.message);
  });

  it.each([
    ["airflow3_dag_asset_triggered", "c14_asset_consumer", "task_failure", "build"],
    ["airflow3_dag_dagrun_timeout", "c25_dagrun_timeout_running", "timed_out", "slow"],
    ["airflow3_dag_killed", "c08_kill9", "task_failure", "oom_retry"],
    ["airflow2_dag_asset_triggered", "c14_asset_consumer", "task_failure", "build"],
    ["airflow2_dag_dagrun_timeout", "c25_dagrun_timeout_running", "timed_out", "slow"],
    ["airflow2_dag_killed", "c08_kill9", "task_failure", "segv"],
  ])("%s: does not take the last task for the failed one", (name, dag, reason, lastTask) => {
    expect(recorded(name)).toMatchObject({
      event: "failed",
      scope: "run",
      pipeline: { externalId: dag },
      task: null,
      attempt: null,
      exception: null,
      reason,
      refs: { last_task_id: lastTask },
    });
  });

  it("reads HttpNotifier's strings as numbers or null", () => {
    expect(recorded("airflow3_http_notifier")).toMatchObject({
      event: "failed",
      scope: "task",
      task: { externalId: "fails" },
      run: { logicalDate: null },
      attempt: { tryNumber: 1, mapIndex: -1, maxTries: null, state: null },
      exception: { type: null, message: "seen through HttpNotifier", traceback: null },
    });
  });

  it("recognizes a killed Airflow 2 task, whose exception is the repr of a dict of ids", () => {
    expect(recorded("airflow2_task_killed")).toMatchObject({
      event: "failed",
      exception: null,
      reason: KILLED_REASON,
      attempt: { tryNumber: 2, maxTries: 2 },
    });
  });

  it.each([
    [
      "airflow3_retry_task_process",
      "events_hourly",
      "fetch",
      2,
      "up_for_retry",
      "urllib.error.URLError",
      null,
    ],
    [
      "airflow2_retry_task_process",
      "events_hourly",
      "fetch",
      2,
      "up_for_retry",
      "urllib.error.URLError",
      null,
    ],
    ["airflow3_retry_killed_dag_processor", "thumbnails_hourly", "render", 2, null, null, KILLED_REASON],
    [
      "airflow2_retry_killed_scheduler",
      "thumbnails_hourly",
      "render",
      2,
      "up_for_retry",
      null,
      KILLED_REASON,
    ],
  ])("%s: reads a retried attempt", (name, dag, task, maxTries, state, type, reason) => {
    const report = recorded(name);
    expect(report).toMatchObject({
      event: "will_retry",
      scope: "task",
      pipeline: { externalId: dag, owner: "data-eng" },
      task: { externalId: task },
      attempt: { tryNumber: 1, maxTries, state },
      reason,
      refs: { fileloc: expect.stringMatching(/^\/opt\/airflow\/dags\/\w+\.py$/) },
    });
    expect(report.exception?.type ?? null).toBe(type);
  });

  it("keeps the root cause of a long exception chain", () => {
    const { exception } = recorded("airflow3_callback_chain");
    expect(exception?.type).toBe("urllib.error.URLError");
    expect(exception?.traceback).toContain("ConnectionRefusedError: [Errno 111] Connection refused\n");
  });

  it("links to the run's page in both versions", () => {
    expect(recorded("airflow3_task_python_error").run?.url).toBe(
      "http://localhost:8080/dags/c04_cascade/runs/manual__2026-11-21T01%3A41%3A08.897932%2B00%3A00",
    );
    expect(recorded("airflow2_dag_killed").run?.url).toBe(
      "http://localhost:8080/dags/c08_kill9/grid?dag_run_id=manual__2026-11-21T03%3A02%3A30.585096%2B00%3A00",
    );
  });

  it("has no logical date for an asset-triggered run on Airflow 3, but has one on Airflow 2", () => {
    expect(recorded("airflow3_task_asset_triggered").run).toMatchObject({
      type: "asset_triggered",
      logicalDate: null,
    });
    expect(recorded("airflow2_task_asset_triggered").run?.logicalDate).toBe("2026-11-21T03:02:38.542Z");
  });
});

describe("the reported event", () => {
  it.each([
    ["on_failure_callback", undefined, "failed"],
    ["on_retry_callback", undefined, "will_retry"],
    ["on_failure_callback", "up_for_retry", "will_retry"],
    ["on_success_callback", undefined, "succeeded"],
    ["on_execute_callback", undefined, "running"],
    [undefined, undefined, "failed"],
    [undefined, "up_for_retry", "will_retry"],
    [undefined, "success", "succeeded"],
    ["on_skipped_callback", "skipped", "cancelled"],
    [undefined, "skipped", "cancelled"],
    [undefined, "removed", "cancelled"],
    [undefined, "failed", "failed"],
    [undefined, "upstream_failed", "cancelled"],
    ["on_failure_callback", "upstream_failed", "cancelled"],
    [undefined, "running", "failed"],
  ])("for %s in state %s is %s", (event, state, expected) => {
    expect(reportOf({ ...minimal, task_id: "t", event, state }).event).toBe(expected);
  });

  it("of a DAG is its failure, whatever the state of the task that Airflow picked", () => {
    const body = { ...minimal, event: "on_failure_callback", scope: "dag", state: "upstream_failed" };
    expect(reportOf(body)).toMatchObject({ event: "failed", scope: "run" });
  });

  it.each([
    ["the first of two tries", "running", "1", "1", undefined, "will_retry"],
    ["the last of two tries", "running", "2", "1", undefined, "failed"],
    ["the last try after a clear, which raised max_tries", "running", "4", "3", undefined, "failed"],
    ["an earlier try after a clear", "running", "3", "3", undefined, "will_retry"],
    ["a try that failed for good", "failed", "1", "3", undefined, "failed"],
    ["a try without a state", null, "1", "1", undefined, "will_retry"],
    ["a task without retries", "running", "1", "0", undefined, "failed"],
    ["a context that does not know the retries", null, "1", "0", undefined, "failed"],
    [
      "a running try on Airflow 2.9, which only ended tries number too high",
      "running",
      "1",
      "1",
      "2.9.3",
      "will_retry",
    ],
  ])(
    "without the callback's name, of %s, follows from the tries",
    (_name, state, tryNumber, maxTries, version, expected) => {
      const body = { ...minimal, task_id: "t", state, try_number: tryNumber, max_tries: maxTries };
      const report = reportOf({ ...body, airflow_version: version });
      expect(report.event).toBe(expected);
    },
  );

  it("has the try's own number on Airflow before 2.10, unless our callback has corrected it", () => {
    const body = {
      ...minimal,
      task_id: "t",
      state: "failed",
      try_number: 3,
      max_tries: 1,
      airflow_version: "2.9.3",
    };
    expect(reportOf(body)).toMatchObject({ attempt: { tryNumber: 2, maxTries: 2 } });
    expect(reportOf({ ...body, try_number: 2, event: "on_failure_callback" })).toMatchObject({
      attempt: { tryNumber: 2, maxTries: 2 },
    });
  });

  it("is a kill for a task without exception and state that the DAG processor reports", () => {
    const body = {
      ...minimal,
      scope: "task",
      task_id: "t",
      state: null,
      exception: null,
      try_number: 1,
      max_tries: 0,
      retries: 2,
    };
    expect(reportOf({ ...body, event: "on_retry_callback" })).toMatchObject({
      event: "will_retry",
      reason: KILLED_REASON,
      attempt: { maxTries: 3 },
    });
    expect(reportOf({ ...body, state: "failed" })).toMatchObject({ reason: null, attempt: { maxTries: 1 } });
  });
});

describe("lenient reading", () => {
  it("keeps no log address that is not http(s)", () => {
    const { attempt } = reportOf({ ...minimal, task_id: "t", log_url: "javascript:alert(document.cookie)" });
    expect(attempt?.logUrl).toBeNull();
  });

  it.each([
    [
      "max_tries below try_number (cleared task)",
      { try_number: 5, max_tries: 2 },
      { tryNumber: 5, maxTries: null },
    ],
    [
      "strings",
      { try_number: "2", max_tries: "3", map_index: "4" },
      { tryNumber: 2, maxTries: 4, mapIndex: 4 },
    ],
    [
      "None and empty",
      { try_number: "None", max_tries: "", map_index: "None" },
      { tryNumber: null, maxTries: null, mapIndex: -1 },
    ],
    [
      "fractions and strings",
      { try_number: 1.5, map_index: "two", max_tries: 1e300 },
      { tryNumber: null, mapIndex: -1, maxTries: null },
    ],
  ])("numbers: %s", (_name, fields, expected) => {
    expect(reportOf({ ...minimal, task_id: "t", state: "failed", ...fields }).attempt).toMatchObject(
      expected,
    );
  });

  it.each([
    ["a string", "boom", { type: null, message: "boom", traceback: null }],
    [
      "sys.exit on Airflow 2",
      { type: "str", message: "Task failed due to SystemExit(3)" },
      { type: null, message: "Task failed due to SystemExit(3)", traceback: null },
    ],
    [
      "only a traceback",
      { traceback: "Traceback…\nKeyError: 'a'\n" },
      { type: null, message: "KeyError: 'a'", traceback: "Traceback…\nKeyError: 'a'\n" },
    ],
    [
      "an exception without a message",
      { type: "builtins.AssertionError", message: "" },
      { type: "builtins.AssertionError", message: "", traceback: null },
    ],
    ["the string None", "None", null],
    ["a list", ["x"], null],
  ])("exception: %s", (_name, exception, expected) => {
    expect(reportOf({ ...minimal, task_id: "t", exception }).exception).toEqual(expected);
  });

  it("removes characters that the database cannot store", () => {
    const report = reportOf({
      ...minimal,
      dag_id: "or\u0000ders",
      task_id: "t\uD800",
      exception: "a\u0000b",
    });
    expect(report.pipeline.externalId).toBe("orders");
    expect(report.task?.externalId).toBe("t\uFFFD");
    expect(report.exception?.message).toBe("ab");
  });
});

describe("invalid bodies", () => {
  it.each([
    ["no DAG", { run_id: "r" }, ["dag_id"], "missing"],
    ["an empty DAG", { dag_id: " ", run_id: "r" }, ["dag_id"], "empty value"],
    ["a DAG that is an object", { dag_id: {}, run_id: "r" }, ["dag_id"], "an object"],
    ["a run that is null", { dag_id: "d", run_id: null }, ["run_id"], "null"],
    [
      "a name too long to index",
      { dag_id: "d".repeat(501), run_id: "r" },
      ["dag_id"],
      "at most 500 characters",
    ],
    ["nothing", {}, ["dag_id", "run_id"], "missing"],
    ["a list", [], [""], "a list"],
    ["text", "dag", [""], "a string"],
    ["null", null, [""], "null"],
  ])("%s", (_name, body, paths, text) => {
    const result = normaliseAirflow(body);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.issues.map((issue) => issue.path)).toEqual(paths);
    expect(result.issues[0]?.message).toContain("expected ");
    expect(result.issues[0]?.message).toContain(text);
  });
});

describe("delivery key without a webhook-id", () => {
  const base = {
    ...minimal,
    event: "on_failure_callback",
    task_id: "t",
    map_index: -1,
    try_number: 1,
    start_date: "2026-11-21T01:00:00+00:00",
  };

  it("is the same for the same attempt, with numbers as strings or not", () => {
    expect(airflowDeliveryKey({ ...base, map_index: "-1", try_number: "1", extra: 1 })).toBe(
      airflowDeliveryKey(base),
    );
  });

  it.each([
    ["another attempt", { try_number: 2 }],
    ["another map index", { map_index: 0 }],
    ["another run", { run_id: "manual__2" }],
    ["the retry's callback", { event: "on_retry_callback" }],
    ["the first attempt of a run that was created again", { start_date: "2026-11-28T01:00:00+00:00" }],
  ])("differs for %s", (_name, change) => {
    const key = airflowDeliveryKey({ ...base, ...change });
    expect(key).not.toBeNull();
    expect(key).not.toBe(airflowDeliveryKey(base));
  });

  it.each([
    ["the DAG's own callback", { scope: "dag", task_id: null, reason: "task_failure" }],
    ["an attempt without a number", { try_number: null }],
    ["an attempt that never started", { start_date: null }],
    ["no run", { run_id: "" }],
  ])("is null for %s, which may recur", (_name, change) => {
    expect(airflowDeliveryKey({ ...base, ...change })).toBeNull();
  });
});
