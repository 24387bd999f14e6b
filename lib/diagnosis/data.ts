import "server-only";
import { CITED_EVIDENCE } from "@/lib/diagnosis/cited-evidence";
import { incidentImpact, SENDER_REPORTED } from "@/lib/diagnosis/incident-impact";
import { Diagnosis, type DiagnosisPage } from "@/lib/diagnosis/schemas";
import { COLLECTORS } from "@/lib/evidence/collectors/list";
import { coverageOf } from "@/lib/evidence/coverage";
import { listEvidence } from "@/lib/evidence/data";
import { connectAdvice, hasOrchestratorApi } from "@/lib/evidence/orchestrators/open-reader";
import { SimilarFacts, type Evidence, type EvidencePage } from "@/lib/evidence/schemas";
import { aftermathFacts } from "@/lib/evidence/aftermath-facts";
import { findAftermaths, findOutcomes } from "@/lib/knowledge/data";
import { readReport } from "@/lib/failures/read-report";
import type { Context } from "@/lib/platform/context";
import type { Diagnosis as DiagnosisRow } from "@/lib/platform/db/generated/client";

/** The diagnosis with this id, or null if there is none or `id` is null. */
export async function findDiagnosis(ctx: Context, id: string | null): Promise<Diagnosis | null> {
  if (!id) return null;
  const row = await ctx.db.diagnosis.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  return row && toDiagnosis(row);
}

/** The workflow and incident that a diagnosis belongs to; null if there is no such diagnosis. */
export async function findOrigin(
  ctx: Context,
  id: string,
): Promise<{ workflowId: string; incidentId: string } | null> {
  return ctx.db.diagnosis.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    select: { workflowId: true, incidentId: true },
  });
}

/** The built-in diagnosis of a workflow; null if it has none. */
export async function findOwnBuiltin(
  ctx: Context,
  { incidentId, workflowId }: { incidentId: string; workflowId: string },
): Promise<{ id: string } | null> {
  return ctx.db.diagnosis.findFirst({
    where: { workflowId, incidentId, workspaceId: ctx.workspaceId, engine: "builtin" },
    select: { id: true },
  });
}

/**
 * An incident's current diagnosis, with its impact as of now: symptoms may have joined, and further runs failed, since it was
 * made. Null if there is none.
 */
export async function findCurrentDiagnosis(
  ctx: Context,
  incident: { incidentId: string; diagnosisId: string | null; pipeline: string | null },
): Promise<Diagnosis | null> {
  const diagnosis = await findDiagnosis(ctx, incident.diagnosisId);
  if (!diagnosis) return null;
  const logShowsSuccess = diagnosis.impact.text.includes(SENDER_REPORTED);
  return { ...diagnosis, impact: await incidentImpact(ctx, incident, logShowsSuccess) };
}

const LIMIT = 100;

/** An incident's diagnoses, newest first. */
export async function listDiagnoses(ctx: Context, incidentId: string): Promise<DiagnosisPage> {
  const rows = await ctx.db.diagnosis.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  return { items: rows.map(toDiagnosis) };
}

/**
 * Current evidence plus superseded pieces cited by the incident's diagnoses, so that every citation resolves, and how each
 * collector fared. The facts of
 * similar incidents say how those stand now; texts, which are cited, and scores stay as collected.
 */
export async function listShownEvidence(ctx: Context, incidentId: string): Promise<EvidencePage> {
  const { rows } = await ctx.pool.query<{ id: string }>(`${CITED_EVIDENCE} = $2`, [
    ctx.workspaceId,
    incidentId,
  ]);
  const [{ items }, reported] = await Promise.all([
    listEvidence(ctx, incidentId, { citedIds: rows.map((row) => row.id) }),
    findReported(ctx, incidentId),
  ]);
  const api = {
    hasApi: reported !== null && hasOrchestratorApi(reported),
    ...(reported && { connectApi: connectAdvice(reported.source.kind) }),
  };
  return {
    items: await withCurrentOutcomes(ctx, items),
    coverage: coverageOf(items, COLLECTORS, api),
  };
}

/** What was reported, and by which source; null if either is unknown. */
async function findReported(ctx: Context, incidentId: string) {
  const row = await ctx.db.incident.findFirst({
    where: { id: incidentId, workspaceId: ctx.workspaceId },
    select: { report: true, source: { select: { kind: true } } },
  });
  const report = row && readReport(row.report);
  return report ? { report, source: row.source } : null;
}

async function withCurrentOutcomes(ctx: Context, items: Evidence[]): Promise<Evidence[]> {
  const ids = items.flatMap((piece) => (piece.kind === "similar_incident" ? (piece.facts?.id ?? []) : []));
  const [outcomes, aftermaths] = await Promise.all([findOutcomes(ctx, ids), findAftermaths(ctx, ids)]);
  return items.map((piece) => {
    if (piece.kind !== "similar_incident" || !piece.facts) return piece;
    const outcome = outcomes.get(piece.facts.id);
    const aftermath = aftermaths.get(piece.facts.id);
    if (!outcome || !aftermath) return piece;
    const now = aftermathFacts(aftermath, ctx.now());
    const lastSeenAt = outcome.lastSeenAt.toISOString();
    return { ...piece, facts: SimilarFacts.parse({ ...piece.facts, ...outcome, ...now, lastSeenAt }) };
  });
}

function toDiagnosis(row: DiagnosisRow): Diagnosis {
  return Diagnosis.parse({ ...row, createdAt: row.createdAt.toISOString() });
}
