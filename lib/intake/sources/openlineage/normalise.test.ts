import { describe, expect, it } from "vitest";
import { flatReport } from "@/lib/failures/testing/report";
import { incidentTitle } from "@/lib/failures/title";
import { parseBody } from "@/lib/background/parse-body";
import { openLineageDeliveryKey } from "@/lib/intake/sources/openlineage/normalise";
import {
  readEvent,
  recordedEvent,
  reportOf,
  withValue,
} from "@/lib/intake/sources/openlineage/testing/events";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

const AIRFLOW = "run/facets/airflow";

describe("events of a real Airflow 3.3", () => {
  it("reads the failure of the last try with its traceback and identity", () => {
    const report = flatReport(reportOf(recordedEvent("airflow3_fail_c03_retry_then_fail_flaky")));
    expect(report).toMatchObject({
      event: "failed",
      scope: "task",
      pipeline: {
        externalId: "prod-airflow/c03_retry_then_fail",
        name: "c03_retry_then_fail",
        owner: "data-eng",
      },
      task: { externalId: "flaky", operator: "_PythonDecoratedOperator" },
      run: {
        externalId: "manual__2026-11-21T01:40:14.642729+00:00",
        type: "manual",
        startedAt: "2026-11-21T01:40:15.685Z",
        url: "http://localhost:8080/dags/c03_retry_then_fail/runs/manual__2026-11-21T01%3A40%3A14.642729%2B00%3A00",
      },
      attempt: {
        tryNumber: 2,
        maxTries: 2,
        mapIndex: -1,
        state: "failed",
        endedAt: "2026-11-21T01:40:23.043Z",
      },
      exception: {
        message: "always fails, try 2",
        traceback: expect.stringContaining("Traceback (most recent call last):"),
      },
      labels: { tags: "pd", airflow_version: "3.3.2" },
      refs: { fileloc: "/opt/airflow/dags/cases_python.py", clear_number: "0" },
      occurredAt: "2026-11-21T01:40:23.043Z",
    });
    expect(report.exception?.type).toMatch(/^[A-Z]\w*(Error|Exception)$/);
  });

  it.each([
    ["airflow3_fail_c09_mapped_part", { mapIndex: 2, tryNumber: 1, maxTries: 1 }],
    ["airflow3_start_c09_mapped_part", { mapIndex: 3, state: "running" }],
    ["airflow3_fail_c11_sql_alchemy", { mapIndex: -1, state: "failed" }],
  ])("reads the attempt of %s", (name, attempt) => {
    expect(flatReport(reportOf(recordedEvent(name))).attempt).toMatchObject(attempt);
  });

  it("reads a killed task that will be retried as such, without inventing an exception", () => {
    const report = flatReport(reportOf(recordedEvent("airflow3_fail_c08_kill9_oom_retry")));
    expect(report).toMatchObject({
      event: "will_retry",
      exception: null,
      reason: "Process ended without an exception (killed or heartbeat lost)",
      log: expect.stringMatching(/^Executor LocalExecutor/),
      attempt: { tryNumber: 1, maxTries: 2, state: "up_for_retry" },
    });
  });

  it("looks up the run of a task that a person marked as failed, because the event does not name it", () => {
    const result = readEvent(recordedEvent("airflow3_fail_c26_marked_failed_slow"));
    expect(flatReport(reportOf(recordedEvent("airflow3_fail_c26_marked_failed_slow")))).toMatchObject({
      event: "failed",
      pipeline: { name: "c26_marked_failed" },
      task: { externalId: "slow" },
      exception: null,
      reason: "TaskInstance's state was manually set to `failed`.",
    });
    expect(result.place).toMatchObject({
      partOf: ["01a1fbc2-09ae-7d23-b6bb-6c6a1332e666"],
      attemptIds: ["01a1fbc2-09ae-7d23-b6bb-6c6a1332e666"],
    });
  });

  it.each([
    ["airflow3_fail_c25_dagrun_timeout_running", "failed", "timed_out"],
    ["airflow3_fail_c09_mapped", "failed", "task_failure"],
    ["airflow3_start_c14_asset_consumer", "running", null],
    ["airflow3_complete_c13_asset_producer", "succeeded", null],
  ])("reads %s as one of the run", (name, event, reason) => {
    expect(flatReport(reportOf(recordedEvent(name)))).toMatchObject({
      scope: "run",
      task: null,
      attempt: null,
      event,
      exception: null,
      reason,
    });
  });

  it("names the tasks that a failed run calls failed, because a killed one sends nothing itself", () => {
    const body = withValue(recordedEvent("airflow3_fail_c09_mapped"), "run/facets/airflowState/tasksState", {
      extract: "success",
      oom: "failed",
      load: "upstream_failed",
    });
    expect(incidentTitle(reportOf(body))).toBe("Failed tasks: oom in c09_mapped");
  });

  it("redacts what the provider does not mask", () => {
    const { body } = recordedWebhook("openlineage", "airflow3_fail_c16_secrets_leak");
    const parsed = parseBody(new TextEncoder().encode(JSON.stringify(body)));
    if (!parsed.ok) throw new Error(parsed.reason);
    const report = JSON.stringify(reportOf(parsed.value));
    expect(report).toContain("token=[redacted:token]");
    expect(report).not.toContain("tokvalue-abcdef123456");
  });
});

describe("whether a failed try will be retried", () => {
  const body = recordedEvent("airflow3_fail_c03_retry_then_fail_flaky");
  const tried = (tryNumber: unknown, retries: unknown, other: [string, unknown][] = []) => {
    const changes: [string, unknown][] = [
      [`${AIRFLOW}/taskInstance/try_number`, tryNumber],
      [`${AIRFLOW}/task/retries`, retries],
      ...other,
    ];
    let changed = body;
    for (const [path, value] of changes) changed = withValue(changed, path, value);
    return flatReport(reportOf(changed));
  };

  it.each([
    [1, 1, "will_retry", 2],
    [2, 1, "failed", 2],
    [1, 0, "failed", 1],
    [3, 5, "will_retry", 6],
    // After a clear the tries go on counting, and how many are left is unknown.
    [3, 1, "failed", null],
    [null, 3, "failed", null],
    [1, null, "failed", null],
    ["1", "2", "will_retry", 3],
  ])("try %s of a task with %s retries: %s", (tryNumber, retries, event, maxTries) => {
    expect(tried(tryNumber, retries)).toMatchObject({ event, attempt: { maxTries } });
  });

  it.each([
    "airflow.exceptions.AirflowFailException: no use",
    "airflow.sdk.exceptions.AirflowSensorTimeout: Sensor has timed out",
  ])("does not wait for a retry after %s", (line) => {
    const stackTrace = `Traceback (most recent call last):\n  File "/d.py", line 1, in f\n${line}\n`;
    expect(tried(1, 3, [["run/facets/errorMessage/stackTrace", stackTrace]]).event).toBe("failed");
  });
});

describe("identity", () => {
  it("takes ids with dots from the facet", () => {
    let body = withValue(recordedEvent("specification_task_fail"), "job/name", "team.orders.v2.group.load");
    body = withValue(body, `${AIRFLOW}/dag/dag_id`, "team.orders.v2");
    body = withValue(body, `${AIRFLOW}/task/task_id`, "group.load");
    expect(flatReport(reportOf(body))).toMatchObject({
      pipeline: { name: "team.orders.v2" },
      task: { externalId: "group.load" },
    });
  });

  it("takes them from the parent where the facet is missing", () => {
    let body = withValue(
      recordedEvent("airflow3_fail_c26_marked_failed_slow"),
      "job/name",
      "team.orders.v2.group.load",
    );
    body = withValue(body, "run/facets/parent/job/name", "team.orders.v2");
    expect(flatReport(reportOf(body))).toMatchObject({
      pipeline: { name: "team.orders.v2" },
      task: { externalId: "group.load" },
    });
  });

  it("says which Airflow pipeline it is", () => {
    expect(readEvent(recordedEvent("airflow3_fail_c03_retry_then_fail_flaky")).place).toEqual({
      sameAs: {
        kind: "airflow",
        externalId: "c03_retry_then_fail",
        namespace: "prod-airflow",
        url: expect.stringMatching(/^http:\/\/localhost:8080\//),
      },
      attemptIds: ["01a1fbc2-deb2-75c8-bfda-87730be44440"],
      partOf: [],
    });
  });
});

describe("openLineageDeliveryKey", () => {
  const body = recordedEvent("airflow3_fail_c03_retry_then_fail_flaky");

  it("is the same for a resend and another for another event of the run", () => {
    const key = openLineageDeliveryKey(body);
    expect(openLineageDeliveryKey(structuredClone(body))).toBe(key);
    const others = [
      withValue(body, "eventType", "COMPLETE"),
      withValue(body, "run/runId", "other"),
      withValue(body, "eventTime", "2026-11-21T01:40:23.043356+00:00"),
      withValue(body, `${AIRFLOW}/taskInstance/try_number`, 3),
    ].map(openLineageDeliveryKey);
    expect(new Set([key, ...others]).size).toBe(5);
  });

  it.each([null, [], {}, { run: { runId: "x" } }])("is null for %o", (other) =>
    expect(openLineageDeliveryKey(other)).toBeNull(),
  );
});
