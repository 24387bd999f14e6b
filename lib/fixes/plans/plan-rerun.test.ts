import { describe, expect, it } from "vitest";
import type { AppendWrite } from "@/lib/fixes/plans/find-appends";
import { planRerun, type DependentPipeline, type RerunFacts } from "@/lib/fixes/plans/plan-rerun";
import type { PlanInterval } from "@/lib/fixes/plans/schemas";
import { airflow } from "@/lib/intake/sources/airflow/descriptor";
import { dagster } from "@/lib/intake/sources/dagster/descriptor";

const runOn = (day: number, more: Partial<PlanInterval> = {}): PlanInterval => ({
  run: `scheduled__2026-11-${day}T00:00:00+00:00`,
  logicalDate: `2026-11-${day}T00:00:00.000Z`,
  start: `2026-11-${day}T00:00:00.000Z`,
  end: `2026-11-${day + 1}T00:00:00.000Z`,
  state: "failed",
  ...more,
});
const APPEND: AppendWrite = {
  what: 'mode("append")',
  table: "mart.orders",
  path: "dags/orders.py",
  line: 41,
};
const dependent = (name: string, more: Partial<DependentPipeline> = {}): DependentPipeline => ({
  name,
  externalId: name,
  rerun: airflow.rerun,
  via: ["mart.orders"],
  runsSince: 2,
  ...more,
});
const FACTS: RerunFacts = {
  pipeline: "orders_daily",
  pipelineId: "orders_daily",
  task: "load",
  rerun: airflow.rerun,
  version: null,
  runs: [runOn(20)],
  moreRuns: 0,
  missing: [],
  appends: [],
  earlierTries: 0,
  dependents: [],
  dependentsGap: null,
  isTransient: false,
};
const plan = (more: Partial<RerunFacts> = {}) => planRerun({ ...FACTS, ...more });
const titles = (more: Partial<RerunFacts> = {}) => plan(more)?.steps.map(({ title }) => title);

describe("a plan to run a pipeline again", () => {
  it("names the run and its data interval as the orchestrator reported them", () => {
    const found = plan();
    expect(found?.intervals).toEqual([runOn(20)]);
    expect(found?.intervalsNote).toBeNull();
    expect(found?.steps[1]).toMatchObject({
      title: "Repeat load and what depends on it in scheduled__2026-11-20T00:00:00+00:00 (Airflow 2 and 3)",
      command:
        "airflow tasks clear '--task-regex=^load$' --downstream --start-date=2026-11-20T00:00:00.000Z --end-date=2026-11-20T00:00:00.000Z -- orders_daily",
      isDestructive: false,
    });
  });

  it("is not made without a run", () => {
    expect(plan({ runs: [] })).toBeNull();
  });

  it("deploys the fix first, unless the failure passes by itself", () => {
    expect(titles()?.[0]).toBe("Deploy the fix");
    expect(titles({ isTransient: true })?.[0]).toMatch(/^Repeat load/);
  });

  it("never tells to repeat an appending task blindly", () => {
    const steps = plan({ appends: [APPEND], isTransient: true, earlierTries: 2 })?.steps ?? [];
    expect(steps[0]).toMatchObject({
      title: "Check what the failed attempt wrote to mart.orders, and delete it",
      isDestructive: true,
      command: expect.stringContaining("SELECT count(*) FROM mart.orders;"),
    });
    expect(steps[0]?.command).not.toMatch(/delete/i);
    expect(steps[0]?.why).toMatch(/dags\/orders\.py, line 41.*tried 3 times/);
    expect(steps[1]).toMatchObject({
      isDestructive: true,
      why: expect.stringContaining("Only after the rows"),
    });
  });

  it("puts no table that is not a plain name into a statement", () => {
    for (const table of ["orders; DROP TABLE x", "{{ params.table }}", "orders--", "`a b`"])
      expect(plan({ appends: [{ ...APPEND, table }] })?.steps[1]?.command).toBeNull();
  });

  it("backfills a range where several dates failed", () => {
    const runs = [20, 21, 22, 23].map((day) => runOn(day));
    const found = plan({ runs, moreRuns: 0 });
    expect(found?.steps.slice(1).map(({ command }) => command)).toEqual([
      "airflow backfill create --dag-id=orders_daily --from-date=2026-11-20T00:00:00.000Z --to-date=2026-11-23T00:00:00.000Z --reprocess-behavior=failed --max-active-runs=1 --dry-run",
      "airflow dags backfill --start-date=2026-11-20T00:00:00.000Z --end-date=2026-11-23T00:00:00.000Z --rerun-failed-tasks --dry-run -- orders_daily",
    ]);
    for (const [version, tool] of [
      ["3.0.2", "backfill create"],
      ["2.10.5", "dags backfill"],
    ] as const) {
      const commands =
        plan({ runs, version })
          ?.steps.slice(1)
          .map(({ command }) => command) ?? [];
      expect(commands).toEqual([expect.stringContaining(tool)]);
    }
  });

  it("repeats only what failed where other dates lie between", () => {
    const runs = [20, 21, 22, 24].map((day) => runOn(day));
    const found = plan({ runs });
    expect(found?.steps.slice(1).map(({ command }) => command)).toEqual([
      "airflow tasks clear --only-failed --start-date=2026-11-20T00:00:00.000Z --end-date=2026-11-24T00:00:00.000Z -- orders_daily",
    ]);
    expect(found?.steps[1]?.why).toContain("a backfill would run more than these");
    const unknown = runs.map((run) => ({ ...run, start: null, end: null }));
    expect(plan({ runs: unknown })?.steps[1]?.command).toContain("--only-failed");
    // Without such a command each run is repeated by itself.
    expect(titles({ runs, rerun: dagster.rerun })?.slice(1)).toHaveLength(4);
  });

  it("never guesses a date that is not known", () => {
    const undated = { logicalDate: null, start: null, end: null };
    const runs = [20, 21, 22, 23].map((day) => runOn(day, undated));
    const found = plan({ runs });
    expect(JSON.stringify(found?.steps)).not.toContain("2026-11-20T00:00:00.000Z");
    expect(found?.steps.every(({ command }) => command === null)).toBe(true);
    expect(found?.intervalsNote).toBe(
      "For all of these runs the orchestrator reported no logical date, so the data interval is not known.",
    );
    expect(titles({ runs })?.at(-1)).toBe("Repeat the other 1 run in the same way, the oldest first");
  });

  it("says what else did not run", () => {
    expect(plan({ moreRuns: 7, missing: ["orders_daily did not start at 06:00"] })?.intervalsNote).toBe(
      "7 more runs did not succeed. Some runs never started: orders_daily did not start at 06:00.",
    );
  });

  it("continues with dependents, upstream first, and says what they used", () => {
    const found = plan({
      dependents: [dependent("mart"), dependent("report", { runsSince: null })],
      dependentsGap: "More may exist.",
    });
    expect(found?.order.map(({ pipeline, runs }) => [pipeline, runs])).toEqual([
      ["orders_daily", 1],
      ["mart", 2],
      ["report", null],
    ]);
    const [mart, report] = found?.steps.slice(-2) ?? [];
    expect(mart?.why).toContain("It ran 2 times since the failure, without this data.");
    expect(report?.why).toContain("Its runs are not known here");
    expect(found?.orderNote).toBe("More may exist.");
  });

  it("names at most eight dependents and counts the others", () => {
    const many = Array.from({ length: 11 }, (_, i) => dependent(`p${i}`));
    expect(plan({ dependents: many })?.order).toHaveLength(9);
    expect(plan({ dependents: many })?.orderNote).toBe("3 more pipelines depend on it.");
  });

  it("explains the way by hand where no command can do it", () => {
    expect(plan({ rerun: dagster.rerun, runs: [runOn(20)] })?.steps[1]).toMatchObject({
      command: null,
      expected: "Open the run in Dagster and choose Re-execute from failure.",
    });
    expect(plan({ rerun: null })?.steps[1]?.why).toContain(
      "How runs of orders_daily are repeated is not known.",
    );
  });

  it("gives no command for names that cannot be shown", () => {
    for (const name of ["a\nb", "a\u202eb", "a\u0000"])
      expect(plan({ pipelineId: name })?.steps.every(({ command }) => command === null)).toBe(true);
  });
});
