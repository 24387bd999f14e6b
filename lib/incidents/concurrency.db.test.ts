import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  arrangeIncident,
  arrangeWorkspace,
  incomingDelivery,
  type Arranged,
  incidentAfter,
} from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { getIncident } from "@/lib/desk/data";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { deleteIncident } from "@/lib/incidents/delete-incident";
import { undoChange } from "@/lib/incidents/undo/undo-change";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";
import { updateIncidents } from "@/lib/incidents/update-incidents";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries, applyReports } from "@/lib/intake/acceptance/accept-deliveries";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { failureReport } from "@/lib/failures/testing/report";
import { newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query(WATCH_FOLDING);
});
afterAll(() => db.close());

/** The embedded database has a single backend, where any open transaction blocks everyone, lock or not. */
const isServer = Boolean(process.env["TEST_DATABASE_URL"]);

const failing = (task: string, run: string = newId()) =>
  failureReport({
    task: { externalId: task, name: task, operator: null },
    run: {
      externalId: run,
      type: "scheduled",
      logicalDate: null,
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
  });

const delivery = (arranged: Arranged, report = failing("extract")) => incomingDelivery(arranged, report);

/** Stores a delivery whose report is applied later, as in a replay. */
async function stored(arranged: Arranged, report = failing("extract")): Promise<IncomingDelivery> {
  const incoming = delivery(arranged, report);
  const { bodyKey: _key, environment: _env, meaning: _meaning, sourceName: _name, ...row } = incoming;
  await db.prisma.delivery.create({ data: { ...row, status: "accepted" } });
  return incoming;
}

/**
 * Runs `verb` while another transaction holds the workspace lock, and `meanwhile` inside that transaction once the verb
 * waits for the lock. Returns the verb's outcome.
 */
async function against(
  { ctx }: Arranged,
  verb: () => Promise<unknown>,
  meanwhile: (client: PoolClient) => Promise<unknown> = async () => {},
): Promise<PromiseSettledResult<unknown>> {
  const client = await db.pool.connect();
  let isOver = false;
  try {
    await client.query("BEGIN");
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    const outcome = Promise.allSettled([verb()]).then(([result]) => {
      isOver = true;
      return result;
    });
    while (!(await hasWaiter(client))) {
      if (isOver) throw new Error("the verb did not wait for the lock");
    }
    await meanwhile(client);
    await client.query("COMMIT");
    const result = await outcome;
    if (!result) throw new Error("expected a result");
    return result;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

async function hasWaiter(client: PoolClient): Promise<boolean> {
  if (!isServer) return true;
  const { rows } = await client.query(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1`,
  );
  return rows.length > 0;
}

describe("waits for intake", () => {
  it.each<[string, (a: Arranged & { incidentId: string }, other: string) => Promise<unknown>]>([
    ["update", ({ ctx, incidentId }) => updateIncident(ctx, incidentId, { status: "resolved" })],
    ["merge", ({ ctx, incidentId }, other) => mergeIncident(ctx, incidentId, other)],
    [
      "split",
      async ({ ctx, incidentId }) => splitIncident(ctx, incidentId, [await newestOf(ctx, incidentId)]),
    ],
    [
      "undo",
      async ({ ctx, incidentId }) => {
        const { changeIds } = await updateIncident(ctx, incidentId, { severity: "low" });
        return undoChange(ctx, incidentId, { timelineEntryId: changeIds[0] ?? "" });
      },
    ],
    [
      "bulk update",
      ({ ctx, incidentId }, other) => updateIncidents(ctx, { action: "resolve", ids: [incidentId, other] }),
    ],
    ["deletion", ({ ctx, incidentId }) => deleteIncident(ctx, incidentId)],
    ["analysis", ({ ctx, incidentId }) => requestAnalysis(ctx, { incidentId, engine: "builtin" })],
    ["fixes", ({ ctx, incidentId }) => requestFixes(ctx, { incidentId, hint: null })],
  ])("%s", async (_name, verb) => {
    const a = await arrangeIncident(db, failing("extract"));
    await arrangeIncident(db, failing("extract"), { like: a });
    const other = await arrangeIncident(db, failing("load"), { like: a });
    await db.prisma.incident.update({ where: { id: a.incidentId }, data: { diagnosisId: "d" } });
    const ready = verb.bind(null, a, other.incidentId);
    expect(await against(a, ready)).toMatchObject({ status: "fulfilled" });
  });
});

async function newestOf(ctx: Arranged["ctx"], incidentId: string): Promise<string> {
  const { workspaceId } = ctx;
  const row = await ctx.db.occurrence.findFirstOrThrow({
    where: { incidentId, workspaceId },
    orderBy: { at: "desc" },
  });
  return row.id;
}

describe("decides on the state after the lock is released", () => {
  it("a merge moves a failure that arrived while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    const incoming = await stored(a);
    const result = await against(
      a,
      () => incidentAfter(a.ctx, mergeIncident(a.ctx, a.incidentId, b.incidentId)),
      (client) => applyReports(client, [incoming], { analysisSteps: [] }),
    );
    expect(result).toMatchObject({ status: "fulfilled", value: { occurrenceCount: 3 } });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ status: "merged", occurrenceCount: 0 });
    expect(await flaws(a)).toEqual([]);
  });

  it("undoing a merge gives back a failure of its own task that arrived while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    const { changeIds } = await mergeIncident(a.ctx, a.incidentId, b.incidentId);
    const incoming = await stored(a);
    const result = await against(
      a,
      () => undoChange(a.ctx, a.incidentId, { timelineEntryId: changeIds[0] ?? "" }),
      (client) => applyReports(client, [incoming], { analysisSteps: [] }),
    );
    expect(result).toMatchObject({ status: "fulfilled" });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ status: "triggered", occurrenceCount: 2 });
    expect(await getIncident(a.ctx, b.incidentId)).toMatchObject({ occurrenceCount: 1 });
    expect(await flaws(a)).toEqual([]);
  });

  it("undoing a reopening is refused if it failed while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    await updateIncident(a.ctx, a.incidentId, { status: "resolved" });
    const { changeIds } = await updateIncident(a.ctx, a.incidentId, { status: "triggered" });
    const incoming = await stored(a);
    const result = await against(
      a,
      () => undoChange(a.ctx, a.incidentId, { timelineEntryId: changeIds[0] ?? "" }),
      (client) => applyReports(client, [incoming], { analysisSteps: [] }),
    );
    expect(result).toMatchObject({ status: "rejected", reason: { code: "CONFLICT" } });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ status: "triggered", occurrenceCount: 2 });
  });

  it("a bulk update tells each incident's outcome after a change while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    const result = await against(
      a,
      () => updateIncidents(a.ctx, { action: "acknowledge", ids: [a.incidentId, b.incidentId] }),
      (client) => client.query("UPDATE incidents SET status = 'resolved' WHERE id = $1", [b.incidentId]),
    );
    expect(result).toMatchObject({
      status: "fulfilled",
      value: { results: [{ ok: true }, { ok: false, error: { code: "conflict" } }] },
    });
  });

  it("a merge is refused if the target was resolved while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    const result = await against(
      a,
      () => mergeIncident(a.ctx, a.incidentId, b.incidentId),
      (client) => client.query("UPDATE incidents SET status = 'resolved' WHERE id = $1", [b.incidentId]),
    );
    expect(result).toMatchObject({ status: "rejected", reason: { code: "CONFLICT" } });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ status: "triggered", occurrenceCount: 1 });
  });

  it("a split counts a failure that arrived while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    await arrangeIncident(db, failing("extract"), { like: a });
    const taken = await newestOf(a.ctx, a.incidentId);
    const incoming = await stored(a);
    const result = await against(
      a,
      () => incidentAfter(a.ctx, splitIncident(a.ctx, a.incidentId, [taken])),
      (client) => applyReports(client, [incoming], { analysisSteps: [] }),
    );
    expect(result).toMatchObject({ status: "fulfilled", value: { occurrenceCount: 1 } });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ occurrenceCount: 2 });
    expect(await flaws(a)).toEqual([]);
  });

  it("reopening is refused if the same failure opened another incident while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    await updateIncident(a.ctx, a.incidentId, { status: "resolved" });
    const incoming = await stored(a);
    const result = await against(
      a,
      () => updateIncident(a.ctx, a.incidentId, { status: "triggered" }),
      (client) => applyReports(client, [incoming], { analysisSteps: [] }),
    );
    expect(result).toMatchObject({ status: "rejected", reason: { code: "CONFLICT" } });
    expect(await getIncident(a.ctx, a.incidentId)).toMatchObject({ status: "resolved" });
  });

  it("an analysis is refused if the incident was merged while it waited", async () => {
    const a = await arrangeIncident(db, failing("extract"));
    const b = await arrangeIncident(db, failing("load"), { like: a });
    await db.prisma.workflowRun.updateMany({ data: { status: "COMPLETED" } });
    const result = await against(
      a,
      () => requestAnalysis(a.ctx, { incidentId: a.incidentId, engine: "auto" }),
      (client) =>
        client.query("UPDATE incidents SET status = 'merged', parent_incident_id = $2 WHERE id = $1", [
          a.incidentId,
          b.incidentId,
        ]),
    );
    expect(result).toMatchObject({
      status: "rejected",
      reason: {
        code: "CONFLICT",
        message: "#1 was merged into #2 and cannot be analyzed. Use #2 instead.",
      },
    });
  });
});

/** Inconsistencies in a workspace; empty if every failure is in exactly one valid incident. */
async function flaws({ ctx }: Arranged): Promise<string[]> {
  const { rows } = await db.pool.query<{ flaw: string }>(FLAWS, [ctx.workspaceId]);
  return rows.map((row) => row.flaw);
}

const FLAWS = `
WITH held AS (
  SELECT n.id, n.number, n.status, n.occurrence_count,
    (SELECT count(*)::int FROM occurrences o WHERE o.incident_id = n.id AND o.kind = 'failure') AS failures
  FROM incidents n WHERE n.workspace_id = $1
)
SELECT '#' || number || ' counts ' || occurrence_count || ' of ' || failures AS flaw FROM held
WHERE occurrence_count <> failures
UNION ALL
SELECT '#' || number || ' is ' || status || ' without a failure' FROM held
WHERE status NOT IN ('merged') AND failures = 0
UNION ALL
SELECT '#' || n.number || ' is merged into nothing open or closed' FROM incidents n
LEFT JOIN incidents p ON p.id = n.parent_incident_id
WHERE n.workspace_id = $1 AND (n.status = 'merged') <> (p.id IS NOT NULL AND p.status <> 'merged')
UNION ALL
SELECT 'delivery ' || d.id || ' has ' || count(o.id) || ' failures' FROM deliveries d
LEFT JOIN occurrences o ON o.delivery_id = d.id AND o.kind = 'failure'
WHERE d.workspace_id = $1 GROUP BY d.id HAVING count(o.id) <> 1
UNION ALL
SELECT 'a failure went to #' || n.number || ', which was ' || f.status FROM folded f JOIN incidents n ON n.id = f.incident_id
WHERE n.workspace_id = $1 AND f.status NOT IN ('triggered', 'acknowledged', 'investigating', 'suppressed')
UNION ALL
SELECT 'attempt ' || a.id || ' and its failure belong to different incidents' FROM attempts a
JOIN occurrences o ON o.attempt_id = a.id AND o.kind = 'failure'
WHERE a.workspace_id = $1 AND a.incident_id <> o.incident_id`;

/** Records an incident's status at the moment a failure is written to it. */
const WATCH_FOLDING = `
CREATE TABLE IF NOT EXISTS folded (incident_id text NOT NULL, status text NOT NULL);
CREATE OR REPLACE FUNCTION note_fold() RETURNS trigger AS $$
BEGIN
  INSERT INTO folded SELECT id, status FROM incidents WHERE id = NEW.incident_id;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE OR REPLACE TRIGGER note_fold AFTER INSERT ON occurrences
FOR EACH ROW WHEN (NEW.kind = 'failure') EXECUTE FUNCTION note_fold();`;

// Their orders of changes found flaws before.
describe.each([8, 133, 186, 232, 248, 272])("under concurrent load, seed %i", (seed) => {
  it("intake, resolving, reopening, merging, splitting, taking out and undoing keep every failure in one incident", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx } = arranged;
    const pick = randomFrom(seed);
    const anyIncident = async () => {
      const rows = await db.prisma.incident.findMany({
        where: { workspaceId: ctx.workspaceId },
        select: { id: true },
        orderBy: { number: "desc" },
        take: 8,
      });
      return rows[pick(rows.length)]?.id ?? "";
    };
    const actors: (() => Promise<unknown>)[] = [
      () =>
        acceptDeliveries(
          db.pool,
          [0, 1].map(() => delivery(arranged, failing(`t${pick(3)}`))),
          { analysisSteps: [] },
        ),
      async () => updateIncident(ctx, await anyIncident(), { status: "resolved" }),
      async () => updateIncident(ctx, await anyIncident(), { status: "triggered" }),
      async () => mergeIncident(ctx, await anyIncident(), await anyIncident()),
      async () => {
        const id = await anyIncident();
        return splitIncident(ctx, id, [await newestOf(ctx, id)]);
      },
      async () =>
        updateIncidents(ctx, { action: "merge", ids: [await anyIncident()], into: await anyIncident() }),
      async () => {
        const child = await db.prisma.incident.findFirst({
          where: { workspaceId: ctx.workspaceId, status: "merged" },
          orderBy: { number: pick(2) === 0 ? "asc" : "desc" },
        });
        return unmergeIncidents(ctx, child?.parentIncidentId ?? "", [child?.id ?? ""]);
      },
      async () => {
        const entries = await db.prisma.timelineEntry.findMany({
          where: { workspaceId: ctx.workspaceId, undoneAt: null, undoableUntil: { not: null } },
          orderBy: { id: "desc" },
          take: 6,
        });
        const entry = entries[pick(entries.length)];
        return undoChange(ctx, entry?.incidentId ?? "", { timelineEntryId: entry?.id ?? "" });
      },
    ];
    const work = async (act: () => Promise<unknown>) => {
      for (let turn = 0; turn < TURNS; turn++) await act().catch(refused);
    };
    const intake = actors[0] as () => Promise<unknown>;
    await Promise.all([intake, ...actors].map(work));
    expect(await flaws(arranged)).toEqual([]);
    const { rows } = await db.pool.query(
      "SELECT count(*)::int AS n FROM occurrences WHERE workspace_id = $1 AND kind = 'failure'",
      [ctx.workspaceId],
    );
    expect(rows[0].n).toBe(2 * 2 * TURNS);
  }, 180_000);
});

const TURNS = 15;

/** Accepts a conflict after a concurrent change; fails the test on anything else. */
function refused(error: unknown): void {
  const isPlain = error instanceof AppError && ["CONFLICT", "INVALID", "NOT_FOUND"].includes(error.code);
  const isGone = (error as { code?: string }).code === "P2025";
  if (!isPlain && !isGone) throw error;
}

/** Park–Miller generator, for the same choices in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % Math.max(1, below);
  };
}
