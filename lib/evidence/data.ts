import "server-only";
import { z } from "zod";
import type { Evidence, EvidencePage } from "@/lib/evidence/schemas";
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

const Facts = z.record(z.string(), z.unknown()).catch({});

function toEvidence(row: EvidenceRow): Evidence {
  return {
    id: row.id,
    kind: row.kind as Evidence["kind"],
    collector: row.collector,
    status: row.status as Evidence["status"],
    title: row.title,
    text: row.text,
    facts: Facts.parse(row.facts),
    relevance: row.relevance,
    startLine: row.startLine,
    truncated: row.truncated,
    collectedAt: row.collectedAt.toISOString(),
    supersededAt: row.supersededAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    message: row.message,
  };
}
