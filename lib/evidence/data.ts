import "server-only";
import { readLogAgain } from "@/lib/evidence/read-log-again";
import type { Evidence, EvidenceFacts } from "@/lib/evidence/schemas";
import { outdatedLog, readFacts } from "@/lib/evidence/stored-facts";
import type { Context } from "@/lib/platform/context";
import type { Evidence as EvidenceRow } from "@/lib/platform/db/generated/client";

/**
 * An incident's current evidence, the most relevant first, followed by the superseded pieces in `citedIds`. The page
 * shows those too: see `listShownEvidence`. A log stored with outdated facts is read again, once.
 * @throws AppError UNAVAILABLE when too many large texts are being read.
 */
export async function listEvidence(
  ctx: Context,
  incidentId: string,
  options: { citedIds?: readonly string[] } = {},
): Promise<{ items: Evidence[] }> {
  const rows = await ctx.db.evidence.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      incidentId,
      OR: [{ supersededAt: null }, { id: { in: [...(options.citedIds ?? [])] } }],
    },
    orderBy: [{ supersededAt: { sort: "desc", nulls: "first" } }, { relevance: "desc" }, { id: "asc" }],
  });
  return { items: await Promise.all(rows.map((row) => toEvidence(ctx, row))) };
}

/** The ids of a collector's current pieces about an incident, by their keys. */
export async function findEvidenceIds(
  ctx: Context,
  incidentId: string,
  collector: string,
): Promise<Map<string, string>> {
  const rows = await ctx.db.evidence.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId, collector, supersededAt: null },
    select: { id: true, key: true },
  });
  return new Map(rows.map(({ id, key }) => [key, id]));
}

async function toEvidence(ctx: Context, row: EvidenceRow): Promise<Evidence> {
  const kind = row.kind as Evidence["kind"];
  const status = row.status as Evidence["status"];
  const piece = {
    id: row.id,
    kind,
    collector: row.collector,
    status,
    title: row.title,
    text: row.text,
    facts: await factsOf(ctx, row, { kind, status }),
    provenance: row.provenance as Evidence["provenance"],
    relevance: row.relevance,
    relevanceReason: row.relevanceReason,
    startLine: row.startLine,
    truncated: row.truncated,
    collectedAt: row.collectedAt.toISOString(),
    supersededAt: row.supersededAt?.toISOString() ?? null,
    textRemovedAt: row.textRemovedAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    message: row.message,
  };
  // The facts match the kind, which the compiler cannot infer from a text column.
  return piece as Evidence;
}

async function factsOf(
  ctx: Context,
  { id, text, startLine, facts }: EvidenceRow,
  { kind, status }: Pick<Evidence, "kind" | "status">,
): Promise<EvidenceFacts | null> {
  const outdated = kind === "log" && status === "ok" ? outdatedLog(facts) : null;
  return outdated === null
    ? readFacts({ kind, status }, facts)
    : readLogAgain(ctx, { id, text, startLine, facts: outdated });
}
