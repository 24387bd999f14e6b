import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { scoreFlakes } from "@/lib/intake/attempts/score-flakes";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import type { FailureReport, Normalised } from "@/lib/failures/schemas";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const MINUTE = 60_000;

/** Delivers bodies one after the other, a minute apart. @returns the incident of each, or null. */
async function deliver(
  arranged: Arranged,
  normalise: (body: unknown) => Normalised,
  bodies: readonly object[],
): Promise<(string | null)[]> {
  const incidents: (string | null)[] = [];
  for (const [minute, body] of bodies.entries()) {
    const result = normalise(body);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const [accepted] = await acceptDeliveries(db.pool, [deliveryOf(arranged, result.report, minute)], {
      analysisSteps: [],
    });
    incidents.push(accepted?.incidentId ?? null);
  }
  return incidents;
}

/** Received after anything the recordings say. */
function deliveryOf(arranged: Arranged, report: FailureReport, minute: number) {
  const receivedAt = new Date(Date.parse("2026-11-22T02:00:00Z") + minute * MINUTE);
  return incomingDelivery(arranged, report, { receivedAt });
}

const airflow = (name: string) => recordedWebhook("airflow", name).body as Record<string, unknown>;
const openIncidents = ({ ctx: { workspaceId } }: Arranged) =>
  db.prisma.incident.findMany({ where: { workspaceId, status: "triggered" }, include: { task: true } });

describe("an attempt that will be retried", () => {
  it.each([
    "airflow2_retry_task_process",
    "airflow3_retry_task_process",
    "airflow3_retry_killed_dag_processor",
  ])("opens nothing, and neither does its success: %s", async (name) => {
    const arranged = await arrangeWorkspace(db);
    const retry = airflow(name);
    const success = {
      ...retry,
      event: "on_success_callback",
      state: "success",
      try_number: 2,
      exception: null,
      end_date: null,
    };
    expect(await deliver(arranged, normaliseAirflow, [retry, success])).toEqual([null, null]);
    const { workspaceId } = arranged.ctx;
    expect(await db.prisma.incident.count({ where: { workspaceId } })).toBe(0);
    expect(
      await db.prisma.attempt.findMany({ where: { workspaceId }, orderBy: { tryNumber: "asc" } }),
    ).toMatchObject([
      { tryNumber: 1, outcome: "will_retry", willRetry: true },
      { tryNumber: 2, outcome: "succeeded", state: "success", incidentId: null },
    ]);
  });

  it.each(["airflow2_task_final_after_retry", "airflow3_task_final_after_retry"])(
    "opens nothing until the last one fails: %s",
    async (name) => {
      const arranged = await arrangeWorkspace(db);
      const last = airflow(name);
      const first = { ...last, event: "on_retry_callback", state: "up_for_retry", try_number: 1 };
      const [none, incident] = await deliver(arranged, normaliseAirflow, [first, last]);
      expect(none).toBeNull();
      expect(await openIncidents(arranged)).toMatchObject([{ id: incident, occurrenceCount: 1 }]);
    },
  );

  it("opens with the last try after a clear, however often the task may be retried by the DAG", async () => {
    const arranged = await arrangeWorkspace(db);
    const last = airflow("airflow2_task_final_after_retry");
    // Cleared after two tries: Airflow adds the tries so far to `max_tries`, while `retries` stays 1.
    const again = { ...last, event: undefined, airflow_version: "2.10.4", max_tries: 3, retries: 1 };
    const answers = await deliver(arranged, normaliseAirflow, [
      { ...again, state: "running", try_number: 3, start_date: "2026-11-21T03:00:00Z", end_date: null },
      { ...again, state: "running", try_number: 4, start_date: "2026-11-21T04:00:00Z", end_date: null },
    ]);
    expect(answers).toEqual([null, expect.any(String)]);
  });

  it("opens when only the run is reported as failed", async () => {
    const arranged = await arrangeWorkspace(db);
    const retry = airflow("airflow3_retry_killed_dag_processor");
    const run = airflow("airflow3_dag_killed");
    const [none, incident] = await deliver(arranged, normaliseAirflow, [
      retry,
      { ...run, dag_id: retry["dag_id"], run_id: retry["run_id"] },
    ]);
    expect(none).toBeNull();
    expect(await openIncidents(arranged)).toMatchObject([{ id: incident, occurrenceCount: 1 }]);
  });

  it("opens nothing for a Prefect flow either, until it fails", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "prefect" });
    const failed = recordedWebhook("prefect", "automation_retries_failed").body as Record<string, unknown>;
    const waiting = {
      ...failed,
      event: "prefect.flow-run.AwaitingRetry",
      state_type: "SCHEDULED",
      state_name: "AwaitingRetry",
    };
    const [none, incident] = await deliver(arranged, normalisePrefect, [waiting, failed]);
    expect(none).toBeNull();
    expect(await openIncidents(arranged)).toMatchObject([{ id: incident, occurrenceCount: 1 }]);
  });

  it("is upstream_failed without a failure of its own", async () => {
    const arranged = await arrangeWorkspace(db);
    const failed = airflow("airflow3_task_python_error");
    const notRun = {
      ...failed,
      event: undefined,
      task_id: "load",
      state: "upstream_failed",
      exception: null,
      try_number: 0,
    };
    const [none, incident] = await deliver(arranged, normaliseAirflow, [notRun, failed]);
    expect(none).toBeNull();
    expect(await openIncidents(arranged)).toMatchObject([{ id: incident, task: { name: "extract" } }]);
  });
});

describe("the flake score of a task", () => {
  const inRun = (n: number, part: object) => ({
    ...airflow("airflow3_retry_task_process"),
    run_id: `scheduled__${n}`,
    start_date: null,
    end_date: null,
    ...part,
  });
  const retry = (n: number) => inRun(n, {});
  const success = (n: number, tryNumber: number) =>
    inRun(n, { event: "on_success_callback", state: "success", try_number: tryNumber, exception: null });
  const scores = ({ ctx: { workspaceId } }: Arranged) =>
    db.prisma.task.findMany({
      where: { workspaceId },
      select: { flakeScore: true, flakeRuns: true, flakeRetried: true, flakeScoredAt: true },
    });

  it("is computed after new reports, once", async () => {
    const arranged = await arrangeWorkspace(db);
    const runs = [1, 2, 3, 4].map((n) => success(n, 1));
    await deliver(arranged, normaliseAirflow, runs);
    const now = new Date("2026-11-22T04:00:00Z");
    await scoreFlakes(db.pool, now);
    expect(await scores(arranged)).toEqual([
      { flakeScore: null, flakeRuns: 0, flakeRetried: 0, flakeScoredAt: now },
    ]);
    await deliver(arranged, normaliseAirflow, [retry(5), success(5, 2)]);
    expect((await scores(arranged))[0]?.flakeScoredAt).toBeNull();
    const later = new Date("2026-11-22T04:01:00Z");
    expect(await scoreFlakes(db.pool, later)).toBeGreaterThan(0);
    const [score] = await scores(arranged);
    expect(score).toMatchObject({ flakeRuns: 5, flakeRetried: 1, flakeScoredAt: later });
    expect(score?.flakeScore).toBeGreaterThan(0.15);
    await scoreFlakes(db.pool, new Date("2026-11-22T04:02:00Z"));
    expect(await scores(arranged)).toEqual([score]);
  });

  it("counts a retry that only the success of its run tells about", async () => {
    const arranged = await arrangeWorkspace(db);
    const run = airflow("airflow3_dag_killed");
    for (const n of [1, 2, 3, 4, 5]) {
      const ended = {
        ...run,
        dag_id: airflow("airflow3_retry_task_process")["dag_id"],
        run_id: `scheduled__${n}`,
        event: "on_success_callback",
        state: null,
        reason: "success",
      };
      await deliver(arranged, normaliseAirflow, [retry(n)]);
      await scoreFlakes(db.pool, new Date("2026-11-22T04:00:00Z"));
      await deliver(arranged, normaliseAirflow, [ended]);
    }
    await scoreFlakes(db.pool, new Date("2026-11-22T04:01:00Z"));
    expect(await scores(arranged)).toMatchObject([{ flakeScore: 1, flakeRuns: 5, flakeRetried: 5 }]);
  });
});
