import "server-only";
import { z } from "zod";
import { shownPatch } from "@/lib/fixes/patches/stored-patch";
import { FixPlan } from "@/lib/fixes/plans/schemas";
import { rankFixes } from "@/lib/fixes/rank-fixes";
import { listRepeated } from "@/lib/fixes/repeats/data";
import { BlastRadius, Fix, FixRisk, FixVerification, type FixPage } from "@/lib/fixes/schemas";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

const LIMIT = 100;

/** Fixes of an incident, the best first; superseded ones last. */
export async function listFixes(ctx: Context, incidentId: string): Promise<FixPage> {
  const rows = await ctx.db.fix.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: LIMIT,
  });
  return { items: rankFixes(await withRepeats(ctx, rows, rows.map(toFix))) };
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getFix(ctx: Context, id: string): Promise<Fix> {
  const row = await getFixRow(ctx, id);
  const [fix] = await withRepeats(ctx, [row], [toFix(row)]);
  return fix ?? toFix(row);
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getFixRow(ctx: Context, id: string): Promise<FixRow> {
  const row = await ctx.db.fix.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!row) throw new AppError("NOT_FOUND", "There is no such fix.");
  return row;
}

/** What a new fix of an incident starts from; the template is what the built-in engine stored last, not yet parsed. */
export async function findFixBasis(
  ctx: Context,
  incidentId: string,
): Promise<{ diagnosisId: string | null; pipelineFile: string | null; template: unknown }> {
  const [incident, builtin] = await Promise.all([
    ctx.db.incident.findFirst({
      where: { id: incidentId, workspaceId: ctx.workspaceId },
      select: { diagnosisId: true, pipeline: { select: { filePath: true } } },
    }),
    ctx.db.diagnosis.findFirst({
      where: { incidentId, workspaceId: ctx.workspaceId, engine: "builtin" },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: { fixTemplate: true },
    }),
  ]);
  return {
    diagnosisId: incident?.diagnosisId ?? null,
    pipelineFile: incident?.pipeline?.filePath ?? null,
    template: builtin?.fixTemplate ?? null,
  };
}

const Files = z.array(
  z.object({ path: z.string(), additions: z.number().int(), deletions: z.number().int() }),
);

/** Adds the earlier fixes that these repeat. */
async function withRepeats(ctx: Context, rows: readonly FixRow[], fixes: readonly Fix[]): Promise<Fix[]> {
  const repeated = await listRepeated(
    ctx,
    rows.flatMap(({ repeatsFixId }) => repeatsFixId ?? []),
  );
  return fixes.map((fix, i) => ({ ...fix, repeats: repeated.get(rows[i]?.repeatsFixId ?? "") ?? null }));
}

/** A row as the browser sees it, without the fix that it repeats. */
export function toFix(row: FixRow): Fix {
  return Fix.parse({
    id: row.id,
    incidentId: row.incidentId,
    kind: row.kind,
    engine: row.engine,
    title: row.title,
    rationale: row.rationale,
    editedBy: row.editedBy,
    patch: shownPatch(row),
    proposedPatch: row.proposedPatch,
    plan: FixPlan.nullable().catch(null).parse(row.plan),
    hint: row.hint,
    repeats: null,
    files: Files.parse(row.files),
    baseCommit: row.baseCommit,
    risk: FixRisk.parse(row.risk),
    blastRadius: BlastRadius.parse(row.blastRadius),
    verification: FixVerification.parse(row.verification),
    status: row.status,
    branch: row.branch,
    commitSha: row.commitSha,
    pullRequest: toPullRequest(row),
    error: row.error,
    createdAt: row.createdAt.toISOString(),
  });
}

/** In a local repository this is a branch, with a state but no number or URL. */
export function toPullRequest(row: FixRow): Fix["pullRequest"] {
  if (row.prState === null) return null;
  return { number: row.prNumber, url: row.prUrl, state: row.prState, draft: row.prDraft ?? false };
}
