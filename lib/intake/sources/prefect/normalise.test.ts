import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { flatReport } from "@/lib/failures/testing/report";
import { UNKNOWN_FLOW, normalisePrefect, prefectDeliveryKey } from "@/lib/intake/sources/prefect/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

function reportOf(body: unknown) {
  const result = normalisePrefect(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return flatReport(FailureReport.parse(result.report));
}

const recorded = (name: string) => reportOf(recordedWebhook("prefect", name).body);

describe("recordings of a real Prefect server", () => {
  it("reads our template for a run without a deployment", () => {
    expect(recorded("our_template_failed_no_deployment")).toEqual({
      version: 2,
      kind: "task",
      episode: null,
      event: "failed",
      scope: "run",
      pipeline: { externalId: "orders-cause-chain", name: "orders-cause-chain", owner: null },
      task: null,
      run: {
        externalId: "56b46717-7bca-42e7-8b31-400175b50e89",
        type: null,
        logicalDate: null,
        startedAt: null,
        url: "http://127.0.0.1:4200/runs/flow-run/56b46717-7bca-42e7-8b31-400175b50e89",
        parentTaskRunId: null,
        routine: null,
      },
      attempt: {
        tryNumber: null,
        maxTries: null,
        mapIndex: -1,
        state: "failed",
        hostname: null,
        startedAt: null,
        endedAt: null,
        logUrl: "http://127.0.0.1:4200/runs/flow-run/56b46717-7bca-42e7-8b31-400175b50e89",
        version: null,
      },
      exception: { type: "RuntimeError", message: "transform of raw.orders failed", traceback: null },
      log: null,
      reason: "Flow run encountered an exception: RuntimeError: transform of raw.orders failed",
      title: null,
      severity: null,
      environment: null,
      labels: { flow_run_name: "indigo-bird" },
      occurredAt: "2026-11-21T01:25:30.927Z",
      refs: {
        flow_run_id: "56b46717-7bca-42e7-8b31-400175b50e89",
        parent_flow_run_id: null,
        task_run_id: null,
        flow_id: null,
        deployment_id: null,
        event_id: "01a1fbb5-62af-7203-9ce2-7b93d0678a2a",
        state_type: "FAILED",
        state_name: "Failed",
      },
    });
  });

  it.each([
    ["our_template_crashed_deployment", "crash-sigkill", "crashed", null, null],
    ["event_tojson_crashed_no_content_type", "exits", "crashed", 1, null],
    ["state_type_trigger_custom_state_name", "returns-failed", "QualityGateFailed", 1, 1],
    ["state_type_trigger_timed_out", "flow-timeout", "TimedOut", 1, 1],
    ["hook_on_crashed_worker_sigkill", "hook-kill", "crashed", 1, null],
  ])("%s", (name, flow, state, tryNumber, maxTries) => {
    const report = recorded(name);
    expect(report).toMatchObject({
      event: "failed",
      scope: "run",
      pipeline: { externalId: flow },
      task: null,
      attempt: { state, tryNumber, maxTries },
      exception: null,
    });
    expect(report.reason).toMatch(/\S/);
    expect(report.occurredAt).toMatch(/^2026-11-21T\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("reads complete flow run, flow and event objects", () => {
    expect(recorded("state_type_trigger_full_objects_failed")).toMatchObject({
      pipeline: { externalId: "parent-daily" },
      run: { externalId: "a4e02aaf-72b8-410d-89f0-21af1df328ff", startedAt: "2026-11-21T01:32:07.553Z" },
      attempt: { endedAt: "2026-11-21T01:32:09.752Z" },
      exception: { type: "FileNotFoundError", message: "s3://raw/orders/2026-11-17.parquet does not exist" },
      labels: { deployment: "subflow", work_pool: "local-pool", tags: "orders,prod" },
    });
  });

  it("reads the event's tags and deployment", () => {
    expect(recorded("event_tojson_crashed_no_content_type")).toMatchObject({
      labels: { deployment: "exits", work_pool: "local-pool", tags: "orders,prod" },
      refs: { deployment_id: "01727c65-d03d-479d-ad98-b456f09cc86c" },
    });
  });

  it("reads the traceback from a flow's hook", () => {
    const report = recorded("hook_on_failure_flow");
    expect(report).toMatchObject({
      scope: "run",
      pipeline: { externalId: "hook-fail" },
      attempt: { tryNumber: 1 },
    });
    expect(report.exception).toMatchObject({ type: "builtins.RuntimeError", message: "transform failed" });
    expect(report.exception?.traceback).toContain("KeyError: 'customer_id'");
  });

  it("reads a task's hook that does not know its flow", () => {
    expect(recorded("hook_on_failure_task")).toMatchObject({
      scope: "task",
      pipeline: { externalId: UNKNOWN_FLOW },
      task: { externalId: "boom", name: "boom" },
      run: { externalId: "09ca90e3-fc17-4342-bde3-459173c72b40" },
      attempt: { tryNumber: 2 },
    });
  });

  it("reads a custom template that names the runs", () => {
    expect(recorded("task_run_failed")).toMatchObject({
      event: "failed",
      scope: "task",
      task: { externalId: "transform" },
      run: { externalId: "f0dfb92b-5b09-441b-8c0b-d422e1825616" },
      exception: { type: "RuntimeError", message: "transform of raw.orders failed" },
      refs: { task_run_id: "01a1fbb6-e4ba-7cf5-adce-33b72347205c" },
    });
  });

  it("reads the automation we provide: subflow, retries, a flow that cannot be imported", () => {
    expect(recorded("automation_subflow")).toMatchObject({
      pipeline: { externalId: "stock-extract" },
      run: { type: "subflow", parentTaskRunId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      attempt: { tryNumber: 1, maxTries: 1 },
      exception: { type: "FileNotFoundError" },
    });
    expect(recorded("automation_retries_failed")).toMatchObject({
      pipeline: { externalId: "events-hourly" },
      run: { type: null, parentTaskRunId: null },
      attempt: { tryNumber: 2, maxTries: 2, state: "failed" },
      exception: {
        type: "PermissionError",
        message: "access denied to bucket raw-events for role etl-reader",
      },
    });
    expect(recorded("automation_missing_import_crashed")).toMatchObject({
      pipeline: { externalId: "forecast-train" },
      attempt: { tryNumber: 1, maxTries: null, state: "crashed" },
      exception: null,
      reason: "Process exited with status code: 1. Process exited with a general error.",
      labels: { deployment: "example", work_pool: "local" },
    });
  });

  it("reads the hook we provide, with the cause of the cause", () => {
    const { exception, run } = recorded("hook_flow_with_cause");
    expect(exception).toMatchObject({
      type: "builtins.ValueError",
      message: "row 0 of customers has another shape",
    });
    expect(exception?.traceback).toMatch(
      /KeyError: 'customer_id'\n\nThe above exception was the direct cause/,
    );
    expect(run?.url).toBeNull();
  });

  it("reports the missing field for a template without a flow run", () => {
    const result = normalisePrefect(recordedWebhook("prefect", "every_template_variable").body);
    expect(result).toMatchObject({ ok: false, issues: [{ path: "flow_run_id" }] });
  });
});

const flat = { flow_run_id: "r1", flow_name: "daily" };

describe("the reported event", () => {
  it.each([
    [{ state_type: "FAILED", state_name: "QualityGateFailed" }, "failed"],
    [{ state_type: "CRASHED" }, "failed"],
    [{ state_type: "SCHEDULED", state_name: "AwaitingRetry" }, "will_retry"],
    [{ state_type: "SCHEDULED", state_name: "Late" }, "running"],
    [{ state_type: "COMPLETED" }, "succeeded"],
    [{ state_type: "COMPLETED", state_name: "Cached" }, "succeeded"],
    [{ state_type: "CANCELLED" }, "cancelled"],
    [{ state_type: "CANCELLED", state_name: "SkippedByOperator" }, "cancelled"],
    [{ state_type: "CANCELLING" }, "running"],
    [{ state_type: "PAUSED", state_name: "Suspended" }, "running"],
    [{ state_type: "PENDING" }, "running"],
    [{ state_type: "RUNNING", state_name: "Retrying" }, "running"],
    [{ event: "prefect.flow-run.AwaitingRetry" }, "will_retry"],
    [{ event: "prefect.flow-run.Completed" }, "succeeded"],
    [{ event: "prefect.flow-run.Cancelled" }, "cancelled"],
    [{ event: "prefect.flow-run.Cancelling" }, "running"],
    [{ event: "prefect.flow-run.Suspended" }, "running"],
    [{ event: "prefect.flow-run.AwaitingConcurrencySlot" }, "running"],
    [{ event: "prefect.task-run.Cached" }, "succeeded"],
    [{ event: "on_cancellation" }, "cancelled"],
    [{ event: "prefect.flow-run.TimedOut" }, "failed"],
    [{ event: "on_crashed" }, "failed"],
    [{ event: "on_completion" }, "succeeded"],
    [{ event: "constructor" }, "failed"],
    [{}, "failed"],
  ])("for %j is %s", (fields, event) => {
    expect(reportOf({ ...flat, ...fields }).event).toBe(event);
  });
});

describe("subflows and task runs", () => {
  const resource = {
    "prefect.resource.id": "prefect.flow-run.child",
    "prefect.resource.name": "qualified-flamingo",
    "prefect.state-type": "FAILED",
    "prefect.state-name": "Failed",
  };
  const flow = {
    "prefect.resource.id": "prefect.flow.f",
    "prefect.resource.role": "flow",
    "prefect.resource.name": "child-extract",
  };

  it("reads the parent's task run from a subflow's event", () => {
    const parent = {
      "prefect.resource.id": "prefect.task-run.p1",
      "prefect.resource.role": "task-run",
      "prefect.resource.name": "child-extract-0",
    };
    expect(reportOf({ event: "prefect.flow-run.Failed", resource, related: [flow, parent] })).toMatchObject({
      scope: "run",
      task: null,
      pipeline: { externalId: "child-extract" },
      run: { externalId: "child", parentTaskRunId: "p1", type: "subflow" },
    });
  });

  it("reads our template's parent_task_run_id, with None as null", () => {
    expect(reportOf({ ...flat, parent_task_run_id: "None" }).run?.parentTaskRunId).toBeNull();
    expect(reportOf({ ...flat, parent_task_run_id: "p1" }).run?.parentTaskRunId).toBe("p1");
  });

  it("reads our hook's parent_flow_run_id", () => {
    const hook = { ...flat, parent_task_run_id: "p1", parent_flow_run_id: "r0" };
    expect(reportOf(hook).refs).toMatchObject({ flow_run_id: "r1", parent_flow_run_id: "r0" });
    expect(reportOf({ ...hook, scope: "task", task_run_id: "t1" }).refs["parent_flow_run_id"]).toBeNull();
  });

  it("reads a task run's event", () => {
    const task = {
      ...resource,
      "prefect.resource.id": "prefect.task-run.t1",
      "prefect.resource.name": "load-2024-a2b",
    };
    const run = {
      "prefect.resource.id": "prefect.flow-run.r9",
      "prefect.resource.role": "flow-run",
      "prefect.resource.name": "x",
    };
    expect(
      reportOf({
        event: { id: "e1", event: "prefect.task-run.Failed", resource: task, related: [flow, run] },
      }),
    ).toMatchObject({
      scope: "task",
      task: { externalId: "load-2024" },
      pipeline: { externalId: "child-extract" },
      run: { externalId: "r9", parentTaskRunId: null },
      refs: { task_run_id: "t1", event_id: "e1" },
    });
  });
});

describe("exceptions in a state's message", () => {
  it.each([
    [
      "Flow run encountered an exception: KeyError: 'a'",
      { type: "KeyError", message: "'a'", traceback: null },
    ],
    [
      "Task run encountered an exception ValueError: bad\nrow",
      { type: "ValueError", message: "bad\nrow", traceback: null },
    ],
    [
      "Flow run encountered an exception: AssertionError",
      { type: "AssertionError", message: "", traceback: null },
    ],
    ["1/1 states are not final.", null],
    ["Flow run exceeded timeout of 2.0 second(s)", null],
  ])("are parsed from %j", (message, expected) => {
    expect(reportOf({ ...flat, state_message: message }).exception).toEqual(expected);
  });
});

describe("delivery key without a webhook-id", () => {
  it("is the event's id if present, whatever else the template contains", () => {
    const { body } = recordedWebhook("prefect", "our_template_failed_no_deployment");
    expect(prefectDeliveryKey({ ...(body as object), url: "https://elsewhere" })).toBe(
      prefectDeliveryKey(body),
    );
  });

  const at = { ...flat, state_timestamp: "2026-11-21T01:00:00Z" };

  it("differs by state, attempt, time and run", () => {
    const variants = [
      { ...at, state_type: "FAILED", run_count: 1 },
      { ...at, state_type: "FAILED", run_count: 2 },
      { ...at, state_type: "FAILED", run_count: 1, state_timestamp: "2026-11-21T02:00:00Z" },
      { ...at, state_type: "CRASHED", run_count: 1 },
      { ...at, flow_run_id: "r2", state_type: "FAILED", run_count: 1 },
      { ...at, task_run_id: "t", state_type: "FAILED", run_count: 1 },
      { ...at, event_id: "e", state_type: "FAILED", run_count: 1 },
    ];
    const keys = variants.map(prefectDeliveryKey);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(variants.length);
  });

  it("is null for a run that crashes before it starts, without a time", () => {
    expect(prefectDeliveryKey({ ...flat, state_type: "CRASHED", run_count: 0 })).toBeNull();
  });

  it("is null without a run", () => {
    expect(prefectDeliveryKey({ event: "x" })).toBeNull();
    expect(prefectDeliveryKey([])).toBeNull();
  });
});
