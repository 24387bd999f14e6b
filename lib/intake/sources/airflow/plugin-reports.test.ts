import { describe, expect, it } from "vitest";
import { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";
import { UNREPORTED_REASON } from "@/lib/failures/unreported";
import { normaliseAirflowDelivery } from "@/lib/intake/sources/airflow/plugin-reports";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";

function reportsOf(body: unknown): FailureReport[] {
  const result = normaliseAirflowDelivery(body);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.reports.map((report) => FailureReport.parse(report));
}

const recorded = (name: string) => reportsOf(recordedWebhook("airflow", `airflow3_plugin_${name}`).body);

/** The scope, task, attempt and event of each report. */
const outline = (reports: FailureReport[]) =>
  reports.map((report) => {
    const task = taskOf(report);
    return [task?.scope, task?.task?.externalId ?? null, task?.attempt?.tryNumber ?? null, report.event];
  });

describe("deliveries of the plugin, recorded from Airflow 3.3.2", () => {
  it("tells a retry, a last attempt and a success on a retry apart", () => {
    expect(outline(recorded("task_retry"))).toEqual([["task", "flaky", 1, "will_retry"]]);
    expect(outline(recorded("task_failed"))).toEqual([["task", "fails", 1, "failed"]]);
    expect(outline(recorded("task_success"))).toEqual([["task", "flaky", 2, "succeeded"]]);
    expect(recorded("task_failed")[0]?.exception).toMatchObject({
      type: "builtins.ValueError",
      message: "column customer_id does not exist",
      traceback: expect.stringContaining("in fails"),
    });
  });

  it("reports a killed task, which sends nothing itself, with its run", () => {
    const reports = recorded("run_killed");
    expect(outline(reports)).toEqual([
      ["task", "killed", 1, "failed"],
      ["run", null, null, "failed"],
    ]);
    expect(reports[0]).toMatchObject({
      exception: null,
      reason: UNREPORTED_REASON,
      subject: {
        pipeline: { externalId: "p_killed" },
        attempt: { maxTries: 1, mapIndex: -1, state: "failed" },
      },
    });
    expect(reports[1]?.reason).toBe("task_failure");
  });

  it("expects no report of a listed task that never started", () => {
    const run = { dag_id: "d", run_id: "r", scope: "dag", event: "on_failure_callback" };
    const tasks = [{ task_id: "queued", state: "failed", try_number: 1, start_date: null }];
    expect(reportsOf({ ...run, tasks })[0]?.reason).toBeNull();
  });

  it("names the tasks that did not run, without reporting them as failures", () => {
    const reports = recorded("run_failed");
    expect(outline(reports)).toEqual([
      ["task", "fails", 1, "failed"],
      ["run", null, null, "failed"],
    ]);
    expect(reports[1]?.refs["upstream_failed"]).toBe("after");
  });

  it("reports a file that cannot be imported as a check", () => {
    expect(recorded("import_error")).toMatchObject([
      {
        event: "failed",
        subject: {
          kind: "check",
          check: { externalId: expect.stringMatching(/^import:[0-9a-f]{24}$/), name: "broken.py" },
          target: "/opt/airflow/dags/broken.py",
        },
        title: "broken.py cannot be imported: No module named 'pandass'",
        exception: { type: "ModuleNotFoundError", message: "No module named 'pandass'" },
      },
    ]);
  });
});

describe("unusual deliveries", () => {
  it.each([
    ["no file", { event: "import_error", stack_trace: "x" }, "filename"],
    ["no DAG", { event: "on_failure_callback", scope: "dag", run_id: "r", tasks: [{}] }, "dag_id"],
    ["not an object", [], ""],
  ])("refuses one with %s", (_name, body, path) => {
    expect(normaliseAirflowDelivery(body)).toMatchObject({ ok: false, issues: [{ path }] });
  });

  it.each([
    ["SyntaxError: invalid syntax (broken.py, line 3)", "SyntaxError", "invalid syntax (broken.py, line 3)"],
    ["the file has no DAG", null, "the file has no DAG"],
    ["", null, "unknown error"],
    [`${"a".repeat(300)}: x`, null, `${"a".repeat(300)}: x`],
  ])("reads the error from the end of the stack trace %#", (stack, type, message) => {
    const [report] = reportsOf({ event: "import_error", filename: "dags/broken.py", stack_trace: stack });
    expect(report?.exception).toMatchObject({ type, message });
  });

  it("ignores tasks that are no objects, and bounds how many it reads", () => {
    const tasks = Array.from({ length: 80 }, (_, n) => ({
      task_id: `t${n}`,
      state: "failed",
      try_number: 1,
    }));
    const run = { dag_id: "d", run_id: "r", scope: "dag", event: "on_failure_callback" };
    expect(reportsOf({ ...run, tasks: [null, 1, "x", ...tasks] })).toHaveLength(47 + 1);
    expect(reportsOf({ ...run, tasks: "all" })).toHaveLength(1);
    expect(reportsOf({ ...run, tasks: [{ state: "failed" }] })).toHaveLength(1);
  });
});
