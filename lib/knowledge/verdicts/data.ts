import "server-only";
import { ConfirmedCause, DiagnosisVerdict } from "@/lib/knowledge/verdicts/schemas";
import type { Context } from "@/lib/platform/context";
import type { Verdict as VerdictRow } from "@/lib/platform/db/generated/client";

const LIMIT = 50;

/** What people said about an incident's diagnoses, the latest first: current verdicts, and those that they replaced. */
export async function listVerdicts(ctx: Context, incidentId: string): Promise<DiagnosisVerdict[]> {
  const rows = await ctx.db.verdict.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return rows.map(toVerdict);
}

/** The confirmed cause of an incident, or null. */
export async function findConfirmedCause(ctx: Context, incidentId: string): Promise<ConfirmedCause | null> {
  const row = await ctx.db.confirmation.findFirst({ where: { workspaceId: ctx.workspaceId, incidentId } });
  if (!row) return null;
  const { category, rootCause, kind, confirmedBy, at } = row;
  return ConfirmedCause.parse({ category, rootCause, kind, by: confirmedBy, at: at.toISOString() });
}

function toVerdict(row: VerdictRow): DiagnosisVerdict {
  return DiagnosisVerdict.parse({
    ...row,
    by: { type: row.actorType, id: row.actorId, name: row.actorName },
    at: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  });
}
