import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";
import { dagsterDeliveryKey, normaliseDagster } from "@/lib/intake/sources/dagster/normalise";
import { dagsterTestPayload } from "@/lib/intake/sources/dagster/test-payload";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

function reportsOf(body: unknown): FailureReport[] {
  const result = normaliseDagster(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.reports.map((report) => FailureReport.parse(report));
}

const recorded = (name: string) =>
  recordedWebhook("dagster", `run_failure_${name}`).body as Record<string, unknown>;

const minimal = { event: "run_failure", job_name: "orders_job", run_id: "r1" };

describe("recordings of Dagster 1.13.27", () => {
  it("reports each failed step with what its code raised, then the run", () => {
    const reports = reportsOf(recorded("orders_job"));
    expect(
      reports.map((report) => [taskOf(report)?.task?.externalId ?? null, report.exception?.type]),
    ).toEqual([
      ["transform", "RuntimeError"],
      ["flaky", "ConnectionError"],
      [null, undefined],
    ]);
    expect(reports[0]).toMatchObject({
      event: "failed",
      exception: {
        message: "transform of raw.orders failed",
        traceback: expect.stringContaining("KeyError: 'customer_id'"),
      },
      subject: {
        pipeline: { externalId: "orders_job" },
        run: { externalId: "a04f63b2-1ec9-4e3b-a7fc-9bf813b9f56b" },
      },
      labels: { team: "orders" },
      refs: { code_location: "orders_defs.py" },
    });
    expect(reports[2]?.reason).toMatch(/Steps failed: \['transform', 'flaky'\]/);
  });

  it("reads an asset's step", () => {
    expect(reportsOf(recorded("asset_job"))[0]).toMatchObject({
      exception: { type: "ValueError", message: "0 rows in raw_orders" },
      subject: { task: { externalId: "mart_orders" } },
    });
  });
});

describe("our sensors on Dagster 1.13", () => {
  const sent = (name: string) => recordedWebhook("dagster", `sensor_${name}`).body;

  it("report a failure with its times and the address of the run", () => {
    const [step, run] = reportsOf(sent("failure"));
    expect(step).toMatchObject({
      event: "failed",
      exception: { type: "RuntimeError", traceback: expect.stringContaining("KeyError: 'customer_id'") },
      subject: { task: { externalId: "transform" }, attempt: { tryNumber: 1, state: "FAILURE" } },
      occurredAt: expect.stringMatching(/^2026-11-30T07:5\d:\d\d\.\d{3}Z$/),
    });
    expect(run).toMatchObject({
      subject: {
        scope: "run",
        run: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/runs\/[0-9a-f-]{36}$/) },
      },
    });
  });

  it("report a success", () => {
    expect(reportsOf(sent("success"))).toMatchObject([
      { event: "succeeded", subject: { pipeline: { externalId: "good_job" } } },
    ]);
  });
});

describe("normaliseDagster", () => {
  it("reads a retried run as another attempt of the run that was retried first", () => {
    const tags = {
      "dagster/root_run_id": "r0",
      "dagster/retry_number": "1",
      "dagster/max_retries": "2",
      "dagster/will_retry": "true",
    };
    expect(reportsOf({ ...minimal, run_id: "r1", tags })).toMatchObject([
      {
        event: "will_retry",
        subject: { run: { externalId: "r0" }, attempt: { tryNumber: 2, maxTries: 3 } },
        refs: { run_id: "r1" },
      },
    ]);
    const last = { ...tags, "dagster/retry_number": "2", "dagster/will_retry": "false" };
    expect(reportsOf({ ...minimal, run_id: "r2", tags: last })).toMatchObject([
      { event: "failed", subject: { run: { externalId: "r0" }, attempt: { tryNumber: 3, maxTries: 3 } } },
    ]);
  });

  it("reads a success, with the address of the run", () => {
    const body = { ...minimal, event: "run_success", url: "http://dagster:3000/", start_time: 1795225240.5 };
    expect(reportsOf(body)).toMatchObject([
      {
        event: "succeeded",
        reason: null,
        subject: {
          scope: "run",
          run: { url: "http://dagster:3000/runs/r1", startedAt: "2026-11-21T01:40:40.500Z" },
        },
      },
    ]);
  });

  it.each([
    [{ "dagster/backfill": "b" }, "backfill"],
    [{ "dagster/schedule_name": "s" }, "scheduled"],
    [{ "dagster/sensor_name": "s" }, "sensor"],
    [{}, null],
  ])("reads the type of a run from its tags %j", (tags, type) => {
    expect(reportsOf({ ...minimal, tags })[0]).toMatchObject({ subject: { run: { type } } });
  });

  it.each([
    ["KeyError: 'x'", "KeyError", "'x'"],
    ["something odd", null, "something odd"],
    ["", null, null],
  ])("reads an error without Dagster's own: %j", (error, type, message) => {
    const [step] = reportsOf({ ...minimal, steps: [{ step_key: "s", error }] });
    expect(step?.exception?.type ?? null).toBe(type);
    expect(step?.exception?.message ?? null).toBe(message);
  });

  it("ignores steps that are none, and bounds how many it reads", () => {
    const steps = Array.from({ length: 90 }, (_, n) => ({ step_key: `s${n}`, error: "E: x" }));
    expect(reportsOf({ ...minimal, steps })).toHaveLength(51);
    expect(reportsOf({ ...minimal, steps: [null, {}, "x"] })).toHaveLength(1);
    expect(reportsOf({ ...minimal, steps: "all" })).toHaveLength(1);
  });

  it("names what is missing", () => {
    expect(normaliseDagster({})).toMatchObject({
      ok: false,
      issues: [{ path: "job_name" }, { path: "run_id" }],
    });
    expect(normaliseDagster("x").ok).toBe(false);
  });

  it("understands its own test failure", () => {
    const [step] = reportsOf(dagsterTestPayload(new Date("2026-11-30T07:00:00Z")));
    expect(step).toMatchObject({ exception: { type: "KeyError", message: "'customer_id'" } });
  });

  it("has one key for each run and event", () => {
    const key = dagsterDeliveryKey(minimal);
    expect(dagsterDeliveryKey({ ...minimal, message: "again" })).toBe(key);
    expect(dagsterDeliveryKey({ ...minimal, event: "run_success" })).not.toBe(key);
    expect(dagsterDeliveryKey({})).toBeNull();
  });
});
