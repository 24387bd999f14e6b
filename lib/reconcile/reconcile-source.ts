import { Repository } from "@/lib/code/schemas";
import { acceptReports } from "@/lib/intake/acceptance/accept-reports";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Source as SourceRow } from "@/lib/platform/db/generated/client";
import { AppError, messageOf } from "@/lib/platform/errors";
import { withoutCredentials } from "@/lib/platform/http/api-address";
import { learnHistory } from "@/lib/reconcile/catalog/learn-history";
import { learnZones } from "@/lib/reconcile/catalog/learn-zones";
import { writeCatalog } from "@/lib/reconcile/catalog/write-catalog";
import { updateAlerts } from "@/lib/reconcile/findings/alerts";
import { outageFinding, troubleFinding } from "@/lib/reconcile/findings/outage";
import { openPoller } from "@/lib/reconcile/orchestrators/open-poller";
import type { Catalog, Poller } from "@/lib/reconcile/orchestrators/reading";
import { findProblems, type Judge } from "@/lib/reconcile/pass/find-problems";
import { claimPass, savePass, type PassState } from "@/lib/reconcile/pass/pass-state";
import { loadKnownRuns } from "@/lib/reconcile/runs/load-known-runs";
import { sortReading } from "@/lib/reconcile/runs/sort-reading";
import { writeRuns } from "@/lib/reconcile/runs/write-runs";
import type { Watermarks } from "@/lib/reconcile/schemas";
import { findConnection, getSourceRow } from "@/lib/sources/data";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";

const MINUTE_MS = 60_000;
/** Rows are written with the clocks of several machines, and become visible only when their transaction ends. */
const OVERLAP_MS = 2 * MINUTE_MS;
/** How far back the first pass looks. */
const FIRST_LOOKBACK_MS = 24 * 60 * MINUTE_MS;
/** How much is caught up after a long pause. */
const MAX_LOOKBACK_MS = 7 * 24 * 60 * MINUTE_MS;
const CATALOG_EVERY_MS = 10 * MINUTE_MS;
const PASS_DEADLINE_MS = 45_000;
/** The first pass reads a whole day. */
const FIRST_PASS_DEADLINE_MS = 5 * MINUTE_MS;

export interface PassResult {
  outcome: "done" | "failed" | "skipped";
  /** Incidents opened. */
  opened: number;
  requests: number;
}

/**
 * Compares an orchestrator with what is known of it: stores its runs, reports failures that nobody has reported, and opens
 * incidents about what nobody reports. `at` identifies the pass: a pass that was started before is skipped. An
 * orchestrator that cannot be read is no error, but becomes an incident itself after a few passes. The caller sends the
 * events.
 * @throws AppError NOT_FOUND if the source is not in this workspace
 */
export async function reconcileSource(
  ctx: Context,
  input: { sourceId: string; at: Date },
  { judge = judgeRuns }: { judge?: Judge } = {},
): Promise<PassResult> {
  authorize(ctx, "delivery.ingest");
  const { sourceId, at } = input;
  const source = await getSourceRow(ctx, sourceId);
  const connection = await findConnection(ctx, sourceId);
  const poller = connection && openPoller(source, connection);
  const state = poller && (await claimPass(ctx, sourceId, at));
  if (!poller || !state) return { outcome: "skipped", opened: 0, requests: 0 };
  const started = performance.now();
  const requestsBefore = poller.requests();
  const deadlineMs = state.watermarks.connectedAt === null ? FIRST_PASS_DEADLINE_MS : PASS_DEADLINE_MS;
  const pass: Pass = { source, poller, state, judge, signal: AbortSignal.timeout(deadlineMs) };
  const ended = await runPass(ctx, pass).catch((error: unknown) => {
    if (pass.signal.aborted) {
      const message = `${source.name} could not be compared within ${deadlineMs / 1000} s.`;
      return failPass(ctx, pass, new AppError("UNAVAILABLE", message));
    }
    if (error instanceof AppError) return failPass(ctx, pass, error);
    throw error;
  });
  const requests = poller.requests() - requestsBefore;
  const durationMs = performance.now() - started;
  await savePass(ctx, sourceId, at, { ...ended, requests, durationMs });
  return { outcome: ended.failingSince === null ? "done" : "failed", opened: ended.opened, requests };
}

interface Pass {
  source: SourceRow;
  poller: Poller;
  state: PassState;
  judge: Judge;
  signal: AbortSignal;
}

interface Ended {
  watermarks: Watermarks;
  failingSince: Date | null;
  error: string | null;
  opened: number;
}

async function runPass(ctx: Context, pass: Pass): Promise<Ended> {
  const { source, poller, signal } = pass;
  const startedAt = ctx.now();
  const before = pass.state.watermarks;
  const isFirstPass = before.connectedAt === null;
  const reading = await poller.read(readSince(before, startedAt, poller), signal);
  const theirTime = (ours: Date) => new Date(ours.getTime() + poller.clockAheadMs());
  const now = theirTime(ctx.now());
  const catalog = await refreshCatalog(ctx, pass, startedAt);
  const notes = [...reading.notes, ...(catalog?.notes ?? [])];

  const known = await loadKnownRuns(ctx, source.id, reading);
  const sorted = sortReading(reading, known, {
    now,
    isFirstPass,
    hasWebhooks: source.lastDeliveryAt !== null,
    areTasksReported: poller.areTasksReported,
  });
  await writeRuns(ctx, source.id, sorted);
  const reports = [
    ...sorted.tryReports.map((found) => poller.reportTry(found)),
    ...sorted.runReports.map((run) => poller.reportRun(run)),
  ].toSorted((a, b) => (a.occurredAt ?? "").localeCompare(b.occurredAt ?? ""));
  const options = { analysisSteps: plannedAnalysis() };
  const lineage = [...(catalog?.lineage ?? []), ...reading.lineage];
  const { opened } = await acceptReports(ctx, source.id, reports, { ...options, lineage });

  const watermarks = afterReading(before, pass.state, reading.trouble, ctx.now());
  // After the reports: what history holds is known, and would not be reported any more.
  const readNext = new Date(theirTime(startedAt).getTime() - OVERLAP_MS);
  const learned = await learnHistory(ctx, source.id, poller, { before: readNext, signal });
  await learnZones(ctx, source.id, poller, signal);
  const told = [...sorted.runs, ...sorted.tries].map(({ pipeline }) => pipeline);
  const changed = [...new Set([...told, ...learned])];
  const code = { ...source, repository: Repository.nullable().catch(null).parse(source.repository) };
  const facts = { source: code, poller, reading, watermarks, changed, judge: pass.judge, now, signal };
  const problems = await findProblems(ctx, facts);
  const trouble = troubleOf(source, watermarks, reading.trouble);
  const update = updateAlerts(
    before.alerts,
    [...problems.findings, ...(trouble ? [trouble] : [])],
    problems.isUnknown,
    ctx.now(),
    problems.endedBy,
  );
  const found = await acceptReports(ctx, source.id, update.reports, options);
  return {
    watermarks: {
      ...watermarks,
      connectedAt: before.connectedAt ?? startedAt.toISOString(),
      changesUntil: theirTime(startedAt).toISOString(),
      catalogAt: isCatalogDue(before, startedAt) ? startedAt.toISOString() : before.catalogAt,
      alerts: { ...update.alerts },
      logs: problems.logs,
    },
    failingSince: null,
    error: notes.length === 0 ? null : notes.join(" "),
    opened: opened + found.opened,
  };
}

/** From when to read changes, by the orchestrator's clock. */
function readSince(watermarks: Watermarks, now: Date, poller: Poller): Date {
  const theirs = now.getTime() + poller.clockAheadMs();
  const until = watermarks.changesUntil;
  if (until === null) return new Date(theirs - FIRST_LOOKBACK_MS);
  return new Date(Math.max(Date.parse(until) - OVERLAP_MS, theirs - MAX_LOOKBACK_MS));
}

function isCatalogDue({ catalogAt }: Watermarks, now: Date): boolean {
  return catalogAt === null || now.getTime() - Date.parse(catalogAt) >= CATALOG_EVERY_MS;
}

/** Reads what changes rarely, if it is time. */
async function refreshCatalog(
  ctx: Context,
  { source, poller, state, signal }: Pass,
  now: Date,
): Promise<Catalog | null> {
  const catalog = isCatalogDue(state.watermarks, now) ? await poller.readCatalog(signal) : null;
  if (catalog) await writeCatalog(ctx, source.id, catalog);
  return catalog;
}

/** The watermarks after the orchestrator answered: the end of an outage, and whether it says that it is in trouble. */
function afterReading(
  before: Watermarks,
  { failingSince }: PassState,
  trouble: string | null,
  now: Date,
): Watermarks {
  const isTroubled = trouble !== null;
  const wasDown = failingSince !== null && before.failedPasses > 1;
  const noticedAt = wasDown
    ? failingSince.toISOString()
    : before.troubledPasses > 1
      ? before.troubleSince
      : null;
  // It began at some time after the last pass that found nothing wrong.
  const from = noticedAt && (before.wellAt ?? noticedAt);
  return {
    ...before,
    failedPasses: 0,
    troubledPasses: isTroubled ? before.troubledPasses + 1 : 0,
    troubleSince: isTroubled ? (before.troubleSince ?? now.toISOString()) : null,
    wellAt: isTroubled ? before.wellAt : now.toISOString(),
    outage: from !== null && (wasDown || !isTroubled) ? { from, to: now.toISOString() } : before.outage,
  };
}

function troubleOf(source: SourceRow, { troubleSince, troubledPasses }: Watermarks, detail: string | null) {
  if (detail === null || troubleSince === null) return null;
  const since = new Date(troubleSince);
  return troubleFinding({
    source: source.name,
    address: addressOf(source),
    detail,
    passes: troubledPasses,
    since,
  });
}

/** Counts a failed pass, and opens the incident about the orchestrator when there are enough. */
async function failPass(ctx: Context, { source, state }: Pass, error: AppError): Promise<Ended> {
  const { watermarks } = state;
  const since = state.failingSince ?? ctx.now();
  const passes = watermarks.failedPasses + 1;
  const message = messageOf(error);
  const outage = outageFinding({
    source: source.name,
    address: addressOf(source),
    code: error.code,
    message,
    passes,
    since,
  });
  const update = updateAlerts(
    watermarks.alerts,
    outage ? [outage] : [],
    // Nothing can be told about anything else.
    () => true,
    ctx.now(),
  );
  const { opened } = await acceptReports(ctx, source.id, update.reports, {
    analysisSteps: plannedAnalysis(),
  });
  return {
    watermarks: { ...watermarks, failedPasses: passes, alerts: { ...update.alerts } },
    failingSince: since,
    error: message,
    opened,
  };
}

function addressOf({ apiBaseUrl }: SourceRow): string {
  return apiBaseUrl === null ? "" : withoutCredentials(apiBaseUrl);
}
