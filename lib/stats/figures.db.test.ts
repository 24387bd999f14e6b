import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { seeded } from "@/e2e/seeded";
import { getIncident } from "@/lib/desk/data";
import { saveDiagnosis } from "@/lib/diagnosis/save-diagnosis";
import { SEVERITIES } from "@/lib/failures/schemas";
import { failureReport, serviceReport } from "@/lib/failures/testing/report";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { getStats, listPipelines } from "@/lib/stats/data";
import { refreshAllDays } from "@/lib/stats/refresh-days";
import type { Stats, StatsFilter } from "@/lib/stats/schemas";

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const DRAFT = {
  engine: "builtin" as const,
  rootCause: "A column was renamed",
  confidence: 0.8,
  transience: "permanent" as const,
  explanation: "",
  claims: [],
  causalChain: [],
  ruledOut: [],
  gaps: [],
  impact: { text: "", affected: [] },
  recommendedActions: [],
  hypotheses: [],
  signature: null,
  model: null,
  promptVersion: null,
  tokens: null,
  costUsd: null,
  latencyMs: 1,
  note: null,
  fixTemplate: null,
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

describe("figures", () => {
  it("match the incidents after any sequence of changes", { timeout: 120_000 }, async () => {
    const random = seeded(20261129);
    const [mine, other] = [await arrangeWorkspace(db), await arrangeWorkspace(db)];
    for (let step = 0; step < 80; step++) {
      await act(mine, random);
      if (step % 10 === 0) await act(other, random);
      if (step % 10 === 9) await expectCorrect(mine);
    }
    await expectCorrect(mine);
    await expectCorrect(other);
  });

  it("match the incidents under concurrent changes and reads", { timeout: 120_000 }, async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx } = arranged;
    const work = async (seed: number) => {
      const random = seeded(seed);
      for (let step = 0; step < 15; step++) {
        await act(arranged, random, { mayDelete: false });
        if (step % 3 === seed % 3) await getStats(ctx, {});
      }
    };
    const refresh = async () => {
      for (let i = 0; i < 15; i++) await refreshAllDays(db.pool);
    };
    await Promise.all([work(11), work(12), work(13), work(14), refresh()]);
    await expectCorrect(arranged);
  });

  it("are correct after an import that bypassed the triggers, once every day is marked stale", async () => {
    const random = seeded(1);
    const arranged = await arrangeWorkspace(db);
    const { workspaceId } = arranged.ctx;
    for (let step = 0; step < 20; step++) await act(arranged, random);
    const client = await db.pool.connect();
    await client.query("SET session_replication_role = replica");
    await client.query(
      "UPDATE incidents SET opened_at = opened_at - interval '3 days', severity = 'low' WHERE workspace_id = $1",
      [workspaceId],
    );
    await client.query("UPDATE incident_days SET opened = 77 WHERE workspace_id = $1", [workspaceId]);
    await client.query("SET session_replication_role = origin");
    client.release();
    await db.pool.query("SELECT pd_mark_all_days_stale($1)", [workspaceId]);
    await expectCorrect(arranged);
  });

  it("have nearly exact percentiles on days with many incidents", async () => {
    const arranged = await arrangeWorkspace(db);
    const { workspaceId } = arranged.ctx;
    await acceptDeliveries(db.pool, [incomingDelivery(arranged, failureReport())], { analysisSteps: [] });
    for (let day = 0; day < 10; day++) await db.pool.query(BUSY_DAY, [workspaceId, day]);
    const stats = await getStats(arranged.ctx, {
      since: "2026-10-01T00:00:00Z",
      until: "2026-10-11T00:00:00Z",
    });
    const { rows } = await db.pool.query<{ low: number[]; high: number[] }>(
      `SELECT percentile_cont(ARRAY[0.495, 0.945]) WITHIN GROUP (ORDER BY ms) AS low,
         percentile_cont(ARRAY[0.505, 0.955]) WITHIN GROUP (ORDER BY ms) AS high
       FROM (SELECT EXTRACT(EPOCH FROM resolved_at - opened_at) * 1000 AS ms FROM incidents
         WHERE workspace_id = $1 AND opened_at >= '2026-10-01Z' AND opened_at < '2026-10-11Z') x`,
      [workspaceId],
    );
    expect(stats.timeToResolve.count).toBe(7_000);
    for (const [i, ms] of [stats.timeToResolve.p50Ms, stats.timeToResolve.p95Ms].entries()) {
      expect(ms).toBeGreaterThanOrEqual(rows[0]?.low[i] ?? Number.NaN);
      expect(ms).toBeLessThanOrEqual(rows[0]?.high[i] ?? Number.NaN);
    }
  });
});

/**
 * Performs a random change; changes that the incident's state forbids are ignored. Deletion takes no lock, because the
 * product never deletes an incident, so concurrent callers leave it out.
 */
async function act(arranged: Arranged, random: () => number, { mayDelete = true } = {}): Promise<void> {
  const { ctx } = arranged;
  const pick = (n: number) => Math.floor(random() * n);
  const incidents = await db.prisma.incident.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { number: "asc" },
    select: { id: true, status: true },
  });
  const incident = incidents[pick(incidents.length)];
  const other = incidents[pick(incidents.length)];
  const choice = incident && other ? pick(11) : 0;
  try {
    if (!incident || !other || choice < 4) await report(arranged, pick);
    else if (choice === 4) await updateIncident(ctx, incident.id, { status: "acknowledged" });
    else if (choice === 5)
      await updateIncident(ctx, incident.id, { status: pick(3) === 0 ? "triggered" : "resolved" });
    else if (choice === 6) await updateIncident(ctx, incident.id, { severity: SEVERITIES[pick(5)] ?? "low" });
    else if (choice === 7) await mergeIncident(ctx, incident.id, other.id);
    else if (choice === 8) await diagnose(arranged, incident.id, pick);
    else if (choice === 9) await backdate(incident.id, pick);
    else if (mayDelete && pick(3) === 0) await db.prisma.incident.delete({ where: { id: incident.id } });
    else {
      const { occurrences } = await getIncident(ctx, incident.id);
      await splitIncident(ctx, incident.id, [occurrences[0]?.id ?? ""]);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function report(arranged: Arranged, pick: (n: number) => number): Promise<void> {
  const pipeline = `pipeline_${pick(3)}`;
  if (pick(4) === 0) {
    const name = `service_${pick(2)}`;
    const subject = {
      ...serviceReport().subject,
      kind: "service" as const,
      service: { externalId: name, name, owner: null },
      endpoint: null,
      release: null,
      instance: null,
    };
    const event = pick(4) === 0 ? ("succeeded" as const) : ("failed" as const);
    const delivery = incomingDelivery(arranged, serviceReport({ subject, event }));
    await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
    return;
  }
  const reports = Array.from({ length: 1 + pick(3) }, () =>
    failureReport({
      event: pick(5) === 0 ? "succeeded" : "failed",
      pipeline: {
        externalId: pipeline,
        name: pipeline === "pipeline_2" ? "pipeline_1" : pipeline,
        owner: null,
      },
      exception: { type: "ValueError", message: ["one", "two", "three"][pick(3)] ?? "", traceback: null },
      run: {
        externalId: `run-${pick(4)}`,
        type: null,
        logicalDate: null,
        startedAt: null,
        url: null,
        parentTaskRunId: null,
      },
    }),
  );
  const deliveries = reports.map((report) => incomingDelivery(arranged, report));
  await acceptDeliveries(db.pool, deliveries, { analysisSteps: [] });
}

async function diagnose({ ctx }: Arranged, incidentId: string, pick: (n: number) => number): Promise<void> {
  const category = (["schema_change", "code_bug", "rate_limit"] as const)[pick(3)] ?? "unknown";
  const outcome = pick(4) === 0 ? ("inconclusive" as const) : ("diagnosed" as const);
  await saveDiagnosis(
    { ...ctx, now: () => new Date(Date.now() + pick(100_000)) },
    {
      incidentId,
      workflowId: pick(2) === 0 ? newId() : `again-${incidentId}`,
      draft: { ...DRAFT, category, outcome },
    },
  );
}

/** Moves an incident and its status changes back in time. */
async function backdate(id: string, pick: (n: number) => number): Promise<void> {
  await db.pool.query(
    `UPDATE incidents SET opened_at = opened_at - $2::interval, acknowledged_at = acknowledged_at - $2::interval / 2,
       resolved_at = resolved_at - $2::interval / 3 WHERE id = $1`,
    [id, `${pick(40 * 24)} hours`],
  );
}

async function expectCorrect(arranged: Arranged): Promise<void> {
  const now = Date.now();
  const iso = (ago: number) => new Date(now - ago).toISOString();
  const midnight = new Date(Math.floor(now / DAY_MS) * DAY_MS).toISOString();
  const filters: StatsFilter[] = [
    { since: iso(30 * DAY_MS), until: iso(-HOUR_MS) },
    { since: iso(400 * DAY_MS), until: iso(0) },
    { since: iso(2 * DAY_MS), until: iso(0) },
    { since: iso(9 * DAY_MS), until: midnight },
    { since: iso(20 * DAY_MS), until: iso(0), pipeline: "pipeline_1" },
    { since: iso(20 * DAY_MS), until: iso(0), pipeline: "no-such" },
  ];
  for (const filter of filters) {
    const stats = await getStats(arranged.ctx, filter);
    expect({ filter, ...figuresOf(stats) }).toEqual({ filter, ...(await naiveFigures(arranged, filter)) });
  }
  const pipelines = (await listPipelines(arranged.ctx)).items;
  expect(pipelines.map(({ id, openIncidents, trend }) => [id, openIncidents, trend]).toSorted()).toEqual(
    await naivePipelines(arranged, now),
  );
}

/** The comparable parts: non-empty buckets and rounded durations. */
function figuresOf(stats: Stats) {
  const round = (ms: number | null) => (ms === null ? null : Math.round(ms));
  const spread = (durations: { count: number; p50Ms: number | null; p95Ms: number | null }) => [
    durations.count,
    round(durations.p50Ms),
    round(durations.p95Ms),
  ];
  return {
    totals: stats.totals,
    overTime: stats.overTime.filter((point) => point.opened + point.resolved > 0),
    categories: Object.fromEntries(stats.byCategory.map(({ category, count }) => [category, count])),
    severities: stats.bySeverity,
    pipelines: stats.byPipeline
      .map(({ pipeline, count, occurrences }) => [pipeline, count, occurrences].join(" "))
      .toSorted(),
    subjects: stats.bySubject
      .map(({ kind, name, count, occurrences }) => [kind, name, count, occurrences].join(" "))
      .toSorted(),
    spreads: [stats.timeToDiagnosis, stats.timeToAcknowledge, stats.timeToResolve].map(spread),
    diagnosisOverTime: stats.diagnosisOverTime
      .filter((point) => point.p50Ms !== null)
      .map((point) => [point.at, round(point.p50Ms), round(point.p95Ms)]),
  };
}

async function loadIncidents({ ctx }: Arranged) {
  const incidents = await db.prisma.incident.findMany({
    where: { workspaceId: ctx.workspaceId, status: { not: "merged" } },
    include: {
      pipeline: true,
      subject: true,
      diagnoses: { where: { outcome: "diagnosed" }, orderBy: { createdAt: "asc" } },
    },
  });
  return incidents.map((row) => ({ ...row, firstDiagnosedAt: row.diagnoses[0]?.createdAt ?? null }));
}

/** The figures computed from every incident. */
async function naiveFigures(arranged: Arranged, filter: StatsFilter) {
  const [since, until] = [Date.parse(filter.since ?? ""), Date.parse(filter.until ?? "")];
  const all = (await loadIncidents(arranged)).filter(
    ({ pipeline }) =>
      !filter.pipeline || pipeline?.name === filter.pipeline || pipeline?.externalId === filter.pipeline,
  );
  const within = (time: Date | null, from = since, to = until) =>
    time !== null && +time >= from && +time < to;
  const opened = all.filter((row) => within(row.openedAt));
  const resolved = all.filter((row) => within(row.resolvedAt));
  const bucketMs = until - since <= 3 * DAY_MS ? HOUR_MS : DAY_MS;
  const bucketOf = (time: Date | null) =>
    new Date(Math.floor(+(time ?? 0) / bucketMs) * bucketMs).toISOString();
  const durations = (to: "firstDiagnosedAt" | "acknowledgedAt" | "resolvedAt", rows = opened) => {
    const ms = rows.flatMap((row) => (row[to] ? [+row[to] - +row.openedAt] : [])).sort((a, b) => a - b);
    return [ms.length, percentile(ms, 0.5), percentile(ms, 0.95)];
  };
  const buckets = groupBy(opened, (row) => bucketOf(row.openedAt));
  const ends = groupBy(resolved, (row) => bucketOf(row.resolvedAt));
  return {
    totals: {
      opened: opened.length,
      resolved: resolved.length,
      open: all.filter(({ status }) => ["triggered", "acknowledged", "investigating"].includes(status))
        .length,
      occurrences: opened.reduce((sum, row) => sum + row.occurrenceCount, 0),
      previousOpened: all.filter((row) => within(row.openedAt, 2 * since - until, since)).length,
      diagnosed: opened.filter((row) => row.firstDiagnosedAt).length,
    },
    overTime: [...new Set([...buckets.keys(), ...ends.keys()])].toSorted().map((at) => ({
      at,
      opened: buckets.get(at)?.length ?? 0,
      resolved: ends.get(at)?.length ?? 0,
    })),
    categories: countBy(opened, (row) => row.category ?? "unknown"),
    severities: SEVERITIES.flatMap((severity) => {
      const count = opened.filter((row) => row.severity === severity).length;
      return count > 0 ? [{ severity, count }] : [];
    }),
    pipelines: figuresBy(
      opened.filter((row) => row.pipeline),
      (row) => row.pipeline?.name,
    ),
    subjects: figuresBy(opened, (row) =>
      row.pipeline ? `pipeline ${row.pipeline.name}` : `${row.subject?.kind} ${row.subject?.name}`,
    ),
    spreads: [durations("firstDiagnosedAt"), durations("acknowledgedAt"), durations("resolvedAt")],
    diagnosisOverTime: [...buckets]
      .map(([at, rows]) => [at, ...durations("firstDiagnosedAt", rows)])
      .filter(([, count]) => count !== 0)
      .map(([at, , p50, p95]) => [at, p50, p95])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
  };
}

type LoadedIncident = Awaited<ReturnType<typeof loadIncidents>>[number];

function figuresBy(rows: LoadedIncident[], nameOf: (row: LoadedIncident) => string | undefined): string[] {
  return [...groupBy(rows, nameOf)]
    .map(([name, own]) =>
      [name, own.length, own.reduce((sum, row) => sum + row.occurrenceCount, 0)].join(" "),
    )
    .toSorted();
}

async function naivePipelines(arranged: Arranged, now: number) {
  const incidents = await loadIncidents(arranged);
  const pipelines = await db.prisma.pipeline.findMany({ where: { workspaceId: arranged.ctx.workspaceId } });
  const today = Math.floor(now / DAY_MS);
  return pipelines
    .map(({ id }) => {
      const own = incidents.filter((row) => row.pipelineId === id);
      const open = own.filter(({ status }) =>
        ["triggered", "acknowledged", "investigating"].includes(status),
      );
      const trend = Array.from(
        { length: 30 },
        (_, i) => own.filter((row) => Math.floor(+row.openedAt / DAY_MS) === today - 29 + i).length,
      );
      return [id, open.length, trend];
    })
    .toSorted();
}

function groupBy<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function countBy<T>(rows: readonly T[], keyOf: (row: T) => string): Record<string, number> {
  return Object.fromEntries([...groupBy(rows, keyOf)].map(([key, group]) => [key, group.length]));
}

function percentile(sorted: readonly number[], share: number): number | null {
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (below === undefined || above === undefined) return null;
  return Math.round(below + (above - below) * (position - Math.floor(position)));
}

/** 700 incidents on day $2 of October, with durations from seconds to hours. */
const BUSY_DAY = `
INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, pipeline_id,
  detected_by, report, opened_at, first_seen_at, last_seen_at, resolved_at, updated_at)
SELECT 'busy' || $2::int || '-' || i, $1, 1000 + $2::int * 700 + i, 'busy', 'busy' || $2::int || '-' || i, 'v1:x', 'resolved', 'high',
  n.source_id, n.pipeline_id, 'webhook', '{}', at, at, at, at + interval '1 second' * (10 + i * i % 7919 * (1 + $2::int % 3)), at
FROM incidents n, generate_series(1, 700) i,
  LATERAL (SELECT timestamptz '2026-10-01Z' + interval '1 day' * $2::int + interval '1 minute' * i AS at) x
WHERE n.workspace_id = $1 AND n.number = 1`;
