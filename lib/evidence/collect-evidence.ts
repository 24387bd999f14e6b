import type { Pool } from "pg";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { COLLECTORS } from "@/lib/evidence/collectors/list";
import { locateFailure } from "@/lib/evidence/locate-failure";
import type { EvidenceDraft } from "@/lib/evidence/schemas";
import { storeEvidence, type CollectedEvidence } from "@/lib/evidence/store-evidence";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { authorize } from "@/lib/platform/auth/permissions";
import { Batcher } from "@/lib/platform/batcher";
import { findConnection } from "@/lib/sources/data";
import type { Context } from "@/lib/platform/context";
import { isDataError } from "@/lib/platform/db/is-data-error";
import { AppError, messageOf } from "@/lib/platform/errors";

export interface CollectionSummary {
  /** Status of each collector that applied. */
  statuses: Record<string, EvidenceDraft["status"]>;
  /** False while the orchestrator still calls the failed try running. */
  isSettled: boolean;
}

interface Options {
  incidentId: string;
  /** Only these collectors; all that apply unless told. */
  only?: readonly string[];
}

/** A step that gets no place or no answer in time fails and is tried again. */
const QUEUE = {
  maxBatch: 50,
  maxQueued: 2_000,
  maxQueuedBytes: 64 * 1_048_576,
  maxWaitMs: 30_000,
  sizeOf: ({ pieces }: CollectedEvidence) => pieces.reduce((sum, piece) => sum + piece.text.length, 0),
  isAboutData: isDataError,
};
const writers = new WeakMap<Pool, Batcher<CollectedEvidence, null>>();

/** Results that come in while a write is under way are written together, also those of other incidents. */
function write(pool: Pool, collected: CollectedEvidence): Promise<null> {
  let batcher = writers.get(pool);
  if (!batcher) {
    batcher = new Batcher(async (items) => {
      await storeEvidence(pool, items);
      return items.map(() => null);
    }, QUEUE);
    writers.set(pool, batcher);
  }
  return batcher.add(collected);
}

/**
 * Runs every collector that applies, in parallel (those that read evidence after the others), each with its own deadline; each writes its evidence as soon
 * as it has it. A collector that fails costs its own evidence only, and the gap is stored as evidence.
 * @throws AppError NOT_FOUND for an unknown incident, and what the database throws.
 */
export async function collectEvidence(ctx: Context, options: Options): Promise<CollectionSummary> {
  authorize(ctx, "incident.analyze");
  const incident = await locateFailure(ctx, await loadTarget(ctx, options.incidentId));
  const collectors = COLLECTORS.filter(
    (one) => one.appliesTo(incident) && (!options.only || options.only.includes(one.id)),
  );
  const run = (some: Collector[]) => Promise.all(some.map((one) => runCollector(ctx, incident, one)));
  const results = [
    ...(await run(collectors.filter((one) => !one.readsEvidence))),
    ...(await run(collectors.filter((one) => one.readsEvidence))),
  ];
  await rememberFilePath(
    ctx,
    incident,
    results.flatMap((one) => one.pieces),
  );
  return {
    statuses: Object.fromEntries(results.map((one) => [one.id, one.status])),
    isSettled: results.every((one) => one.isSettled),
  };
}

async function loadTarget(ctx: Context, incidentId: string): Promise<EvidenceTarget> {
  const incident = await loadIncidentContext(ctx, incidentId);
  return { ...incident, connection: await findConnection(ctx, incident.source.id) };
}

async function runCollector(ctx: Context, incident: EvidenceTarget, collector: Collector) {
  const startedAt = performance.now();
  const collected = await withDeadline(ctx, incident, collector);
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

/** Where the pipeline is defined, once an orchestrator has said so: a patch's reach is told by it. */
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

/** A collector that ignores its signal is left behind at the deadline; its late result is dropped. */
async function withDeadline(
  ctx: Context,
  incident: EvidenceTarget,
  collector: Collector,
): Promise<Collected> {
  const signal = AbortSignal.timeout(collector.deadlineMs);
  const expired = new Promise<Collected>((resolve) => {
    signal.addEventListener("abort", () => resolve(failed(collector, signal.reason)), { once: true });
  });
  const work = collector.collect(ctx, incident, signal).catch((error: unknown) => failed(collector, error));
  return Promise.race([work, expired]);
}

function failed(collector: Collector, error: unknown): Collected {
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") {
    const seconds = collector.deadlineMs / 1000;
    return {
      pieces: [gap(collector, "timeout", `No answer within ${seconds} s. Press Analyze to try again.`)],
    };
  }
  if (error instanceof AppError && (error.code === "FORBIDDEN" || error.code === "UNAUTHENTICATED")) {
    return { pieces: [gap(collector, "denied", error.message)] };
  }
  return { pieces: [gap(collector, "failed", messageOf(error).slice(0, 500))] };
}
