import { findGitHubConnection } from "@/lib/code/find-github-connection";
import { isReadWithGitHub } from "@/lib/evidence/orchestrators/open-reader";
import type { GitHubConnection } from "@/lib/vendors/github/client";
import type { Collector, EvidenceTarget } from "@/lib/evidence/collector";
import { COLLECTORS } from "@/lib/evidence/collectors/list";
import { locateFailure } from "@/lib/evidence/locate-failure";
import { runWithDeadline } from "@/lib/evidence/run-collector";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { storeEvidence, type CollectedEvidence } from "@/lib/evidence/store-evidence";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import { batchByPool } from "@/lib/platform/db/batch-by-pool";
import { findConnection } from "@/lib/sources/data";
import type { Context } from "@/lib/platform/context";
import { isDataError } from "@/lib/platform/db/is-data-error";

export interface CollectionSummary {
  /** Status of each collector that applied. */
  statuses: Record<string, EvidenceDraft["status"]>;
  /** False while the orchestrator still reports the failed attempt as running. */
  isSettled: boolean;
  /** Collectors that got no answer in time for all or part of what they read. */
  timedOut: string[];
}

interface Options {
  incidentId: string;
  /** Run only these collectors; by default all that apply. */
  only?: readonly string[];
}

/** A step that finds the queue full or times out fails and is retried. */
const QUEUE = {
  maxBatch: 50,
  maxQueued: 2_000,
  maxQueuedBytes: 64 * 1_048_576,
  maxWaitMs: 30_000,
  sizeOf: ({ pieces }: CollectedEvidence) => pieces.reduce((sum, piece) => sum + piece.text.length, 0),
  isAboutData: isDataError,
};

/** Batches results that arrive during a write, including those of other incidents. */
const write = batchByPool<CollectedEvidence, null>(async (pool, items) => {
  await storeEvidence(pool, items);
  return items.map(() => null);
}, QUEUE);

/**
 * Runs all applicable collectors in parallel, those that read evidence after the others. Each has its own deadline and
 * writes its evidence as soon as it is done. A failing collector loses only its own evidence, and the gap is stored.
 * @throws AppError NOT_FOUND for an unknown incident, and what the database throws.
 */
export async function collectEvidence(ctx: Context, options: Options): Promise<CollectionSummary> {
  authorize(ctx, "incident.analyze");
  const incident = await locateFailure(ctx, await loadTarget(ctx, options.incidentId));
  const collectors = COLLECTORS.filter(
    (collector) => collector.appliesTo(incident) && (!options.only || options.only.includes(collector.id)),
  );
  const run = (group: Collector[]) =>
    Promise.all(group.map((collector) => runCollector(ctx, incident, collector)));
  const results = [
    ...(await run(collectors.filter((collector) => !collector.readsEvidence))),
    ...(await run(collectors.filter((collector) => collector.readsEvidence))),
  ];
  await rememberFilePath(
    ctx,
    incident,
    results.flatMap((result) => result.pieces),
  );
  return {
    statuses: Object.fromEntries(results.map((result) => [result.id, result.status])),
    isSettled: results.every((result) => result.isSettled),
    timedOut: results
      .filter(({ pieces }) => pieces.some(({ status }) => status === "timeout"))
      .map(({ id }) => id),
  };
}

async function loadTarget(ctx: Context, incidentId: string): Promise<EvidenceTarget> {
  const incident = await loadIncidentContext(ctx, incidentId);
  const { id, kind } = incident.source;
  const [connection, gitHub] = await Promise.all([
    findConnection(ctx, id),
    isReadWithGitHub(kind) ? findGitHubConnection(ctx) : null,
  ]);
  return { ...incident, connection, gitHub: gitHub && hasCredentials(gitHub) ? gitHub : null };
}

/** Without credentials GitHub shows public repositories, but no logs. */
function hasCredentials({ token, app }: GitHubConnection): boolean {
  return token !== undefined || app !== undefined;
}

async function runCollector(ctx: Context, incident: EvidenceTarget, collector: Collector) {
  const startedAt = performance.now();
  const collected = await runWithDeadline(ctx, incident, collector);
  await write(ctx.pool, {
    workspaceId: ctx.workspaceId,
    incidentId: incident.incidentId,
    collector: collector.id,
    pieces: collected.pieces,
    durationMs: Math.round(performance.now() - startedAt),
    collectedAt: ctx.now(),
  });
  const status = collected.pieces[0]?.status ?? "empty";
  return { id: collector.id, status, isSettled: collected.isSettled ?? true, pieces: collected.pieces };
}

/** Stores where the pipeline is defined once the orchestrator reports it; used to compute a patch's blast radius. */
async function rememberFilePath(
  ctx: Context,
  incident: EvidenceTarget,
  pieces: readonly EvidenceDraft[],
): Promise<void> {
  const path = pieces.map((piece) => piece.kind === "upstream" && piece.facts?.filePath).find(Boolean);
  if (!path) return;
  await ctx.pool.query(
    "UPDATE pipelines SET file_path = $2 WHERE id = $1 AND workspace_id = $3 AND file_path IS DISTINCT FROM $2",
    [incident.pipelineId, path, ctx.workspaceId],
  );
}
