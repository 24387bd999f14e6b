import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { databricksDeliveryKey, normaliseDatabricks } from "@/lib/intake/sources/databricks/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

const recorded = (name: string) => recordedWebhook("databricks", name).body as Record<string, unknown>;

function reportsOf(body: unknown): FailureReport[] {
  const result = normaliseDatabricks(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.reports.map((report) => FailureReport.parse(report));
}

describe("normaliseDatabricks", () => {
  it("reads a failed job", () => {
    expect(reportsOf(recorded("job_on_failure"))).toMatchObject([
      {
        event: "failed",
        exception: null,
        subject: {
          scope: "run",
          pipeline: { externalId: "201", name: "orders_daily" },
          task: null,
          run: { externalId: "455644833" },
        },
        labels: { workspace: "1234567890123456" },
      },
    ]);
  });

  it("reads a failed task in the run of its job", () => {
    expect(reportsOf(recorded("task_on_failure"))).toMatchObject([
      {
        subject: {
          scope: "task",
          pipeline: { externalId: "201" },
          task: { externalId: "transform_orders" },
          run: { externalId: "455644833" },
        },
        refs: { task_run_id: "455644834" },
      },
    ]);
  });

  it.each([
    ["jobs.on_success", "succeeded"],
    ["jobs.on_start", "running"],
    ["job.on_failure", "failed"],
  ])("reads %s as %s", (event_type, event) => {
    expect(reportsOf({ ...recorded("job_on_failure"), event_type })[0]?.event).toBe(event);
  });

  it("takes a warning as a fact", () => {
    const event_type = "jobs.on_duration_warning_threshold_exceeded";
    expect(reportsOf({ ...recorded("job_on_failure"), event_type })).toEqual([]);
  });

  it("accepts ids that are numbers, and names what is missing", () => {
    const numbers = { event_type: "jobs.on_failure", run: { run_id: 7 }, job: { job_id: 201 } };
    expect(reportsOf(numbers)).toMatchObject([
      { subject: { pipeline: { externalId: "201", name: "201" }, run: { externalId: "7" } } },
    ]);
    expect(normaliseDatabricks({})).toMatchObject({
      ok: false,
      issues: [{ path: "event_type" }, { path: "job.job_id" }, { path: "run.run_id" }],
    });
    expect(normaliseDatabricks([]).ok).toBe(false);
  });

  it("has a permanent key only if the sender gives one: a repaired run fails again under the same id", () => {
    expect(databricksDeliveryKey(recorded("job_on_failure"))).toBeNull();
    expect(databricksDeliveryKey({ event_id: "e" })).toMatch(/^databricks-/);
  });
});
