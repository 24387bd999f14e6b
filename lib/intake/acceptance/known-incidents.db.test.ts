import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { seeded } from "@/e2e/seeded";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import type { FailureReport } from "@/lib/failures/schemas";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type { LoadedIncident } from "@/lib/intake/acceptance/intake-rows";
import { placeRow, planPlaced, understoodOf, type PlacedRow } from "@/lib/intake/acceptance/place-reports";
import { incidentsOf, PLACE_REPORTS } from "@/lib/intake/acceptance/record-sql";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const accept = (deliveries: IncomingDelivery[]) =>
  acceptDeliveries(db.pool, deliveries, { analysisSteps: [] });

const inRun = (run: string): TaskReportPart => ({
  run: {
    externalId: run,
    type: null,
    logicalDate: null,
    startedAt: null,
    url: null,
    parentTaskRunId: null,
  },
});
const failing = (message: string, traceback: string | null = null): TaskReportPart => ({
  exception: { type: "builtins.ValueError", message, traceback },
});
/** Words, because fingerprints ignore numbers. */
const word = (n: number) => String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26), 122);

/** Places the deliveries' reports in a transaction that is rolled back. */
async function place(deliveries: readonly IncomingDelivery[]): Promise<PlacedRow[]> {
  const client = await db.pool.connect();
  try {
    await client.query("BEGIN");
    const reports = JSON.stringify(understoodOf(deliveries).map(placeRow));
    const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [reports]);
    for (const row of rows) row.incidents.sort((a, b) => a.id.localeCompare(b.id));
    return rows;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

describe("candidate incidents for a report", () => {
  it("are looked up by key, no matter how many are open in the pipeline", async () => {
    const arranged = await arrangeWorkspace(db);
    const storm = Array.from({ length: 120 }, (_, n) =>
      incomingDelivery(arranged, failureReport({ ...failing(word(n)), ...inRun(`run-${n}`) })),
    );
    const accepted = await accept(storm);
    expect(new Set(accepted.map(({ incidentId }) => incidentId)).size).toBe(120);

    const loaded = async (part: TaskReportPart) =>
      (await place([incomingDelivery(arranged, failureReport(part))]))[0]?.incidents.map(({ id }) => id);
    expect(await loaded({ ...failing(word(7)), ...inRun("later") })).toEqual([accepted[7]?.incidentId]);
    expect(await loaded({ ...failing("never seen"), ...inRun("later") })).toEqual([]);
    expect(await loaded({ ...failing("never seen"), ...inRun("run-8") })).toEqual([accepted[8]?.incidentId]);
  });

  it("are found by the fingerprint of incidents merged into them, even by hand", async () => {
    const arranged = await arrangeWorkspace(db);
    const [first, second] = await accept(
      ["one", "two"].map((message) =>
        incomingDelivery(arranged, failureReport({ ...failing(message), ...inRun(message) })),
      ),
    );
    await mergeIncident(arranged.ctx, first?.incidentId ?? "", second?.incidentId ?? "");
    const again = incomingDelivery(arranged, failureReport({ ...failing("one"), ...inRun("three") }));
    const [row] = await place([again]);
    expect(row?.incidents.map(({ id }) => id)).toEqual([first?.incidentId, second?.incidentId].toSorted());
    expect((await accept([again]))[0]?.incidentId).toBe(second?.incidentId);
  });

  it("lead to the same plan as all open incidents of the pipeline", async () => {
    const random = seeded(20261129);
    for (let round = 0; round < 4; round++) {
      const arranged = await arrangeWorkspace(db);
      for (let step = 0; step < 12; step++) {
        const batch = Array.from({ length: 1 + pick(random, 4) }, () =>
          incomingDelivery(arranged, randomReport(random)),
        );
        const rows = await place(batch);
        const all = await Promise.all(
          rows.map(async (row) => ({ ...row, incidents: await everything(arranged, row) })),
        );
        expect(planOf(batch, rows)).toEqual(planOf(batch, all));
        await accept(batch);
        await triage(arranged, random);
      }
    }
  });
});

/** The plan without ids and sorted, because the order depends on what else was loaded. */
function planOf(batch: readonly IncomingDelivery[], rows: readonly PlacedRow[]): unknown {
  const plan = planPlaced(understoodOf(batch), rows);
  if (!plan) return null;
  const opened = new Map(plan.newIncidents.map((row, i) => [row.id, `new ${i}`]));
  const text = JSON.stringify({ ...plan, incidentsOfDelivery: [...plan.incidentsOfDelivery] });
  return JSON.parse(
    text.replaceAll(/"([0-9a-z]{26})"/g, (whole, id: string) => `"${opened.get(id) ?? id}"`),
  ) as unknown;
}

/** All incidents of the row's pipeline that are open or merged into an open one, and those that include its run. */
async function everything({ ctx }: Arranged, row: PlacedRow): Promise<LoadedIncident[]> {
  const candidates = `
    SELECT n.id FROM incidents n LEFT JOIN incidents root ON n.status = 'merged' AND root.id = n.parent_incident_id
    WHERE n.workspace_id = $1 AND n.pipeline_id = placed.pid
      AND (n.status NOT IN ('resolved', 'merged') OR root.status NOT IN ('resolved', 'merged'))`;
  const { rows } = await db.pool.query<{ incidents: LoadedIncident[] }>(
    `SELECT ${incidentsOf(candidates)} AS incidents
     FROM (SELECT $1::text AS "workspaceId", $2::text AS pid) placed, (SELECT $3::text AS id) r`,
    [ctx.workspaceId, row.pipelineId, row.runId],
  );
  return (rows[0]?.incidents ?? []).toSorted((a, b) => a.id.localeCompare(b.id));
}

/** Task-level and run-level reports of two pipelines, two tasks, four runs and three failures. */
function randomReport(random: () => number): FailureReport {
  const isRun = pick(random, 4) === 0;
  const pipeline = `pipeline_${pick(random, 2)}`;
  const task = `task_${pick(random, 2)}`;
  const exception = failing(word(pick(random, 3)), pick(random, 2) === 0 ? "Traceback\n" : null).exception;
  return failureReport({
    event:
      (["failed", "failed", "failed", "failed", "will_retry", "succeeded"] as const)[pick(random, 6)] ??
      "failed",
    scope: isRun ? "run" : "task",
    pipeline: { externalId: pipeline, name: pipeline, owner: null },
    task: isRun ? null : { externalId: task, name: task, operator: null },
    attempt: isRun ? null : { ...BLANK_ATTEMPT, tryNumber: 1 + pick(random, 2) },
    exception: isRun && pick(random, 2) === 0 ? null : (exception ?? null),
    reason: "task_failure",
    ...inRun(`run-${pick(random, 4)}`),
  });
}

const BLANK_ATTEMPT = {
  tryNumber: null,
  maxTries: 2,
  mapIndex: -1,
  state: "failed",
  hostname: null,
  startedAt: null,
  endedAt: null,
  logUrl: null,
  version: null,
};

/** Manual actions between deliveries: resolve an incident, or merge two. */
async function triage({ ctx }: Arranged, random: () => number): Promise<void> {
  const open = await db.prisma.incident.findMany({
    where: { workspaceId: ctx.workspaceId, status: "triggered" },
    orderBy: { number: "asc" },
    select: { id: true },
  });
  const [first, second] = [open[pick(random, open.length)], open[pick(random, open.length)]];
  if (!first || !second) return;
  const choice = pick(random, 5);
  if (choice === 0) await updateIncident(ctx, first.id, { status: "resolved" });
  if (choice === 1 && first.id !== second.id) await mergeIncident(ctx, first.id, second.id);
}

function pick(random: () => number, n: number): number {
  return Math.floor(random() * n);
}
