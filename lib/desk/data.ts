import "server-only";
import { z } from "zod";
import { findCurrentDiagnosis, findDiagnosis } from "@/lib/diagnosis/data";
import { findRetryAdvice } from "@/lib/advice/data";
import { readReport } from "@/lib/failures/read-report";
import { SeverityReason, type FailureReport } from "@/lib/failures/schemas";
import { blockedItems } from "@/lib/pipelines/impact/blocked";
import { IncidentImpact, type ImpactItem } from "@/lib/pipelines/impact/schemas";
import { getIncidentRef } from "@/lib/incidents/data";
import type { FilterScope, NamedIds } from "@/lib/desk/filter";
import { countStatement, pageStatement } from "@/lib/desk/list-sql";
import { encodeCursor } from "@/lib/desk/order";
import { loadCascade } from "@/lib/desk/load-cascade";
import { loadFailureTimes } from "@/lib/desk/load-failure-times";
import { reportedAttempt } from "@/lib/desk/reported-attempt";
import { subjectWithTimes } from "@/lib/desk/subject-times";
import { listIncidentPatterns } from "@/lib/knowledge/patterns/data";
import { findConfirmedCause, listVerdicts } from "@/lib/knowledge/verdicts/data";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { AttemptView, Incident, IncidentFilter, IncidentPage, OccurrenceView } from "@/lib/desk/schemas";
import { searchIncidents, toCounts, type CountsRow, type Found } from "@/lib/desk/search-incidents";
import { safeUrl } from "@/lib/failures/safe-url";
import { searchText } from "@/lib/desk/search-sql";
import { SUMMARY_INCLUDE, toSummary, type ListedRow, type SummaryRow } from "@/lib/desk/view";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { findWorkflows } from "@/lib/workflows/data";

const DEFAULT_LIMIT = 50;
const MAX_OCCURRENCES = 100;

/**
 * One page of incidents, most recent activity first unless `sort` says otherwise. The first page includes counts of all
 * matches, up to `COUNT_LIMIT`.
 */
export async function listIncidents(ctx: Context, filter: IncidentFilter): Promise<IncidentPage> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  const now = ctx.now();
  const ids = await findNamedIds(ctx, filter);
  const scope = { workspaceId: ctx.workspaceId, userId: ctx.actor.id, now, ids };
  const search = searchText(filter.q);
  // One extra row tells whether there is a next page.
  const { rows, counts } = search
    ? await searchIncidents(ctx, filter, scope, { search, limit: limit + 1 })
    : await readPage(ctx, filter, scope, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const [workflows, failureTimes] = await Promise.all([
    findWorkflows(
      ctx,
      page.flatMap((row) => row.workflowId ?? []),
    ),
    loadFailureTimes(
      ctx,
      page.map((row) => row.id),
    ),
  ]);
  const items = page.map((row) => {
    const workflow = workflows.get(row.workflowId ?? "") ?? null;
    return toSummary(row, workflow, {
      publicUrl: env().PUBLIC_URL,
      now,
      failedAt: failureTimes.get(row.id),
    });
  });
  const nextCursor = rows.length > limit && last ? encodeCursor(last, filter.sort) : null;
  return { items, nextCursor, counts: filter.cursor ? null : counts };
}

/** Resolves names to ids first, because the list's indexes are on ids. */
async function findNamedIds(
  { pool, workspaceId, actor }: Context,
  { pipeline, task, source, team }: IncidentFilter,
): Promise<NamedIds> {
  const isTeam = team && team !== "none";
  if (!pipeline && !task && !source && !isTeam)
    return { pipelines: null, tasks: null, sources: null, teams: null };
  const { rows } = await pool.query<NamedIds>(NAMED_IDS, [
    workspaceId,
    pipeline ?? null,
    task ?? null,
    source ?? null,
    isTeam ? team : null,
    actor.id,
  ]);
  return {
    pipelines: pipeline ? (rows[0]?.pipelines ?? []) : null,
    tasks: task ? (rows[0]?.tasks ?? []) : null,
    sources: source ? (rows[0]?.sources ?? []) : null,
    teams: isTeam ? (rows[0]?.teams ?? []) : null,
  };
}

const NAMED_IDS = `
SELECT
  (SELECT array_agg(id) FROM pipelines WHERE workspace_id = $1 AND (name = $2 OR external_id = $2)) AS pipelines,
  (SELECT array_agg(id) FROM tasks WHERE workspace_id = $1 AND (name = $3 OR external_id = $3)) AS tasks,
  (SELECT array_agg(id) FROM sources WHERE workspace_id = $1 AND (id = $4 OR kind = $4)) AS sources,
  (SELECT array_agg(t.id) FROM teams t WHERE t.workspace_id = $1 AND (t.id = $5 OR t.slug = $5
    OR $5 = 'mine' AND EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND m.user_id = $6))) AS teams`;

async function readPage(
  { pool }: Context,
  filter: IncidentFilter,
  scope: FilterScope,
  limit: number,
): Promise<Found> {
  const [page, counts] = await Promise.all([
    pool.query<ListedRow>(pageStatement(filter, scope, limit)),
    filter.cursor ? null : pool.query<CountsRow>(countStatement(filter, scope)),
  ]);
  return { rows: page.rows, counts: toCounts(counts?.rows[0]) };
}

/** Everything the incident page shows except evidence, fixes and timeline. @throws AppError NOT_FOUND. */
export async function getIncident(ctx: Context, idOrNumber: string): Promise<Incident> {
  const { id } = await getIncidentRef(ctx, idOrNumber);
  const row = await ctx.db.incident.findFirstOrThrow({
    where: { id, workspaceId: ctx.workspaceId },
    include: {
      ...SUMMARY_INCLUDE,
      parent: { select: { number: true } },
      _count: { select: { symptoms: { where: IS_SYMPTOM } } },
    },
  });
  const [
    workflows,
    failureTimes,
    diagnosis,
    run,
    attempts,
    ownRow,
    occurrences,
    cascade,
    flakiness,
    learned,
  ] = await Promise.all([
    findWorkflows(ctx, row.workflowId ? [row.workflowId] : []),
    loadFailureTimes(ctx, [row.id]),
    // The failures of a merged one belong to another incident now.
    row.status === "merged"
      ? findDiagnosis(ctx, row.diagnosisId)
      : findCurrentDiagnosis(ctx, {
          incidentId: row.id,
          diagnosisId: row.diagnosisId,
          pipeline: row.pipeline?.name ?? null,
        }),
    row.runId ? ctx.db.run.findFirst({ where: { id: row.runId, workspaceId: ctx.workspaceId } }) : null,
    listAttempts(ctx, row),
    findOwnAttempt(ctx, row),
    listOccurrences(ctx, row.id),
    loadCascade(ctx, row),
    loadFlakiness(ctx, row.taskId),
    loadLearned(ctx, row.id),
  ]);
  const latest =
    (ownRow && toAttempt(ownRow)) ?? attempts.find((attempt) => attempt.runId === run?.externalId) ?? null;
  const report = readReport(row.report);
  const retryPrevented = latest && (await retryAdviceOf(ctx, row, latest));
  const summary = toSummary(row, workflows.get(row.workflowId ?? "") ?? null, {
    publicUrl: env().PUBLIC_URL,
    now: ctx.now(),
    failedAt: failureTimes.get(row.id),
  });
  return {
    ...summary,
    subject: { ...subjectWithTimes(report, run, ownRow), ...summary.subject },
    fingerprint: row.fingerprint,
    fingerprintParts: FingerprintParts.parse(row.fingerprintParts),
    run: run && { runId: run.externalId, externalUrl: safeUrl(run.externalUrl), state: run.state },
    attempt: latest ? attemptOf(latest, retryPrevented) : report && reportedAttempt(report),
    attempts,
    occurrences,
    pipelineId: row.pipelineId,
    ...assessmentOf(row, report),
    detectedBy: row.detectedBy,
    ...timesOf(row),
    diagnosis,
    ...learned,
    parentIncidentId: row.parentIncidentId,
    mergeKind: row.mergeKind as Incident["mergeKind"],
    parentNumber: row.parent?.number ?? null,
    symptomCount: row._count.symptoms,
    ...cascade,
    notRun: [...blockedOf(row).map(({ name }) => name), ...cascade.notRun],
    flakeScore: flakiness?.score ?? null,
    flakiness,
  };
}

/** What people said about its diagnoses, and what is known about its cause. */
async function loadLearned(ctx: Context, incidentId: string) {
  const [confirmedCause, verdicts, patterns] = await Promise.all([
    findConfirmedCause(ctx, incidentId),
    listVerdicts(ctx, incidentId),
    listIncidentPatterns(ctx, incidentId),
  ]);
  return { confirmedCause, verdicts, patterns };
}

function assessmentOf(row: SummaryRow, report: FailureReport | null) {
  return {
    severityReasons: z.array(SeverityReason).catch([]).parse(row.severityReasons),
    isSeveritySet: row.isSeveritySet,
    impact: impactOf(row),
    owner: ownerOf(row, report),
  };
}

/** Whom the sender or a definition names, who need not be a team here. */
function ownerOf(row: SummaryRow, report: FailureReport | null): string | null {
  const reported = row.pipeline?.owner ?? row.subject?.owner;
  return reported ?? report?.declared?.owner ?? blockedOf(row).find(({ owner }) => owner)?.owner ?? null;
}

function impactOf(row: SummaryRow): IncidentImpact | null {
  return IncidentImpact.nullable().catch(null).parse(row.impact);
}

/** The pipelines that cannot run because of it, the most critical first. */
function blockedOf(row: SummaryRow): ImpactItem[] {
  const impact = impactOf(row);
  return impact === null ? [] : blockedItems(impact);
}

function timesOf({ openedAt, acknowledgedAt, resolvedAt }: SummaryRow) {
  return {
    openedAt: openedAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

/** Merged by the product, or before merges had a kind. */
const IS_SYMPTOM = { OR: [{ mergeKind: null }, { mergeKind: "symptom" }] };

/** How often the task succeeds only on a retry; null with too few runs to tell. */
async function loadFlakiness(ctx: Context, taskId: string | null): Promise<Incident["flakiness"]> {
  if (!taskId) return null;
  const task = await ctx.db.task.findFirst({
    where: { id: taskId, workspaceId: ctx.workspaceId },
    select: { flakeScore: true, flakeRuns: true, flakeRetried: true },
  });
  if (!task || task.flakeScore === null) return null;
  return { score: task.flakeScore, runs: task.flakeRuns, retried: task.flakeRetried };
}

const FingerprintParts = z.array(z.object({ name: z.string(), value: z.string() })).catch([]);

async function listOccurrences(ctx: Context, incidentId: string): Promise<OccurrenceView[]> {
  const { rows } = await ctx.pool.query<Omit<OccurrenceView, "at"> & { at: Date }>(OCCURRENCES, [
    ctx.workspaceId,
    incidentId,
    MAX_OCCURRENCES,
  ]);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

const OCCURRENCES = `
SELECT o.id, o.kind, r.external_id AS "runId", left(o.message, 500) AS message, o.at
FROM occurrences o LEFT JOIN runs r ON r.id = o.run_id
WHERE o.workspace_id = $1 AND o.incident_id = $2
ORDER BY o.at DESC, o.id DESC
LIMIT $3`;

async function listAttempts(ctx: Context, row: SummaryRow): Promise<AttemptView[]> {
  if (!row.taskId) return [];
  const rows = await ctx.db.attempt.findMany({
    where: { workspaceId: ctx.workspaceId, taskId: row.taskId },
    orderBy: [{ reportedAt: "desc" }, { tryNumber: "desc" }],
    take: 20,
    include: WITH_RUN,
  });
  return rows.map(toAttempt);
}

/** The latest attempt of the incident itself: other mapped instances of its task may have ended after it. */
async function findOwnAttempt(ctx: Context, row: SummaryRow): Promise<AttemptRow | null> {
  if (!row.taskId || !row.runId) return null;
  return ctx.db.attempt.findFirst({
    where: { workspaceId: ctx.workspaceId, incidentId: row.id, runId: row.runId, taskId: row.taskId },
    orderBy: [{ reportedAt: "desc" }, { tryNumber: "desc" }],
    include: WITH_RUN,
  });
}

const WITH_RUN = { run: { select: { externalId: true } } } satisfies Prisma.AttemptInclude;

type AttemptRow = Prisma.AttemptGetPayload<{ include: typeof WITH_RUN }>;

function toAttempt(row: AttemptRow): AttemptView {
  return {
    id: row.id,
    runId: row.run.externalId,
    tryNumber: row.tryNumber,
    maxTries: row.maxTries,
    mapIndex: row.mapIndex,
    state: row.state,
    willRetry: row.willRetry,
    reportedAt: row.reportedAt.toISOString(),
  };
}

function attemptOf(
  { tryNumber, maxTries, mapIndex, state, willRetry }: AttemptView,
  retryPrevented: NonNullable<Incident["attempt"]>["retryPrevented"],
): Incident["attempt"] {
  return { tryNumber, maxTries, mapIndex, state, willRetry, retryPrevented };
}

function retryAdviceOf(ctx: Context, row: SummaryRow, latest: AttemptView) {
  if (!row.pipeline || !row.task) return null;
  const { runId, mapIndex, tryNumber } = latest;
  return findRetryAdvice(ctx, {
    sourceId: row.sourceId,
    pipeline: row.pipeline.externalId,
    task: row.task.externalId,
    run: runId,
    mapIndex,
    tryNumber,
  });
}
