import "server-only";
import type { Evidence, EvidencePage } from "@/lib/evidence/schemas";
import { readFacts } from "@/lib/evidence/stored-facts";
import type { Context } from "@/lib/platform/context";
import type { Evidence as EvidenceRow } from "@/lib/platform/db/generated/client";

/**
 * Current evidence of an incident, the most relevant first, and after it the superseded pieces among `citedIds`.
 * What people are shown has those too: see `listShownEvidence`.
 */
export async function listEvidence(
  ctx: Context,
  incidentId: string,
  options: { citedIds?: readonly string[] } = {},
): Promise<EvidencePage> {
  const rows = await ctx.db.evidence.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      incidentId,
      OR: [{ supersededAt: null }, { id: { in: [...(options.citedIds ?? [])] } }],
    },
    orderBy: [{ supersededAt: { sort: "desc", nulls: "first" } }, { relevance: "desc" }, { id: "asc" }],
  });
  return { items: rows.map(toEvidence) };
}

function toEvidence(row: EvidenceRow): Evidence {
  const kind = row.kind as Evidence["kind"];
  const status = row.status as Evidence["status"];
  const piece = {
    id: row.id,
    kind,
    collector: row.collector,
    status,
    title: row.title,
    text: row.text,
    facts: readFacts({ kind, status }, row.facts),
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
  // The facts are those of the kind, which the compiler cannot follow through a row's text column.
  return piece as Evidence;
}
