import "server-only";
import { z } from "zod";
import { Repository } from "@/lib/code/schemas";
import type { OutcomeFacts } from "@/lib/fixes/aftermath/judge-outcome";
import { OUTCOME_FACTS } from "@/lib/fixes/aftermath/outcome-sql";
import { shownPatch } from "@/lib/fixes/patches/stored-patch";
import { FixPlan } from "@/lib/fixes/plans/schemas";
import { rankFixes } from "@/lib/fixes/rank-fixes";
import { listRepeated } from "@/lib/fixes/repeats/data";
import {
  BlastRadius,
  Fix,
  FixDecision,
  FixOutcome,
  FixRerun,
  FixRisk,
  FixVerification,
  type FixPage,
  type RejectedFix,
} from "@/lib/fixes/schemas";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

const LIMIT = 100;

/** The sources whose repository an incident's fixes change. */
const WITH_REPOSITORY = {
  incident: {
    select: {
      source: { select: { repository: true } },
      pipeline: { select: { source: { select: { repository: true } } } },
    },
  },
} as const;

/** Fixes of an incident, the best first; superseded ones last. */
export async function listFixes(ctx: Context, incidentId: string): Promise<FixPage> {
  const rows = await ctx.db.fix.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    include: WITH_REPOSITORY,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: LIMIT,
  });
  const items = rows.map(({ incident, ...row }) => toFix(row, repositoryOf(incident)));
  return { items: rankFixes(await withRepeats(ctx, rows, items)) };
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getFix(ctx: Context, id: string): Promise<Fix> {
  const found = await ctx.db.fix.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: WITH_REPOSITORY,
  });
  if (!found) throw noSuchFix();
  const { incident, ...row } = found;
  const shown = toFix(row, repositoryOf(incident));
  const [fix] = await withRepeats(ctx, [row], [shown]);
  return fix ?? shown;
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getFixRow(ctx: Context, id: string): Promise<FixRow> {
  const row = await ctx.db.fix.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!row) throw noSuchFix();
  return row;
}

/** The title that a fix was proposed with; null if its timeline entry is gone. */
export async function findProposedTitle(
  ctx: Context,
  { id, incidentId }: Pick<FixRow, "id" | "incidentId">,
): Promise<string | null> {
  const entry = await ctx.db.timelineEntry.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      incidentId,
      kind: "fix_proposed",
      data: { path: ["fixId"], equals: id },
    },
    orderBy: { at: "desc" },
    select: { data: true },
  });
  return z.object({ title: z.string() }).safeParse(entry?.data).data?.title ?? null;
}

const noSuchFix = () => new AppError("NOT_FOUND", "There is no such fix.");

/** As `loadIncidentContext`: the source that has the pipeline comes before the one that reported the failure. */
function repositoryOf({
  source,
  pipeline,
}: {
  source: { repository: unknown };
  pipeline: { source: { repository: unknown } } | null;
}): Repository | null {
  return Repository.nullable()
    .catch(null)
    .parse((pipeline?.source ?? source).repository);
}

/** The fixes of an incident that people rejected, newest first, so that they are not proposed again. */
export async function listRejectedFixes(ctx: Context, incidentId: string): Promise<RejectedFix[]> {
  const rows = await ctx.db.fix.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId, decision: "rejected" },
    orderBy: [{ decidedAt: "desc" }, { id: "asc" }],
    take: MAX_REJECTED,
  });
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    patch: shownPatch(row),
    reason: row.decisionReason,
  }));
}

const MAX_REJECTED = 10;

/** The fixes whose pull request this is, by repository, number and branch. */
export async function findFixesOfPullRequest(
  ctx: Context,
  { repository, number, branch }: { repository: string; number: number; branch: string },
): Promise<{ id: string }[]> {
  const rows = await ctx.db.fix.findMany({
    where: { workspaceId: ctx.workspaceId, prNumber: number, branch },
    include: WITH_REPOSITORY,
    take: LIMIT,
  });
  return rows.filter(({ incident }) => {
    const ours = repositoryOf(incident);
    return (
      ours !== null &&
      "owner" in ours &&
      `${ours.owner}/${ours.repo}`.toLowerCase() === repository.toLowerCase()
    );
  });
}

/** What is known about a merged fix whose outcome is not known yet; null for any other. */
export async function findOutcomeFacts(ctx: Context, fixId: string): Promise<OutcomeFacts | null> {
  const { rows } = await ctx.pool.query<{ facts: OutcomeFacts }>(OUTCOME_FACTS, [ctx.workspaceId, fixId]);
  return rows[0]?.facts ?? null;
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
async function withRepeats(
  ctx: Context,
  rows: readonly Pick<FixRow, "repeatsFixId">[],
  fixes: readonly Fix[],
): Promise<Fix[]> {
  const repeated = await listRepeated(
    ctx,
    rows.flatMap(({ repeatsFixId }) => repeatsFixId ?? []),
  );
  return fixes.map((fix, i) => ({ ...fix, repeats: repeated.get(rows[i]?.repeatsFixId ?? "") ?? null }));
}

/** A row as the browser sees it, without the fix that it repeats. */
export function toFix(row: FixRow, repository: Repository | null = null): Fix {
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
    opensAs: repository && (repository.kind === "local" ? "branch" : "pull_request"),
    targetBranch: row.targetBranch,
    rebasedFrom: row.rebasedFrom,
    staleFiles: row.staleFiles,
    decision: toDecision(row),
    ...toAftermath(row),
    error: row.error,
    createdAt: row.createdAt.toISOString(),
  });
}

/** In a local repository this is a branch, with a state but no number or URL. */
export function toPullRequest(row: FixRow): Fix["pullRequest"] {
  if (row.prState === null) return null;
  return {
    number: row.prNumber,
    url: row.prUrl,
    state: row.prState,
    draft: row.prDraft ?? false,
    mergeable: row.prState === "open" ? row.prMergeable : null,
    labels: row.prLabels,
    reviewers: row.prReviewers,
    notes: row.prNotes,
    checkedAt: isoOf(row.prCheckedAt),
  };
}

function toDecision({ decision, decisionReason, decidedBy, decidedAt }: FixRow): Fix["decision"] {
  if (decision === null || decidedAt === null) return null;
  return {
    decision: FixDecision.parse(decision),
    reason: decisionReason,
    by: decidedBy,
    at: decidedAt.toISOString(),
  };
}

type Aftermath = Pick<
  Fix,
  "mergedAt" | "mergeCommitSha" | "rerun" | "outcome" | "outcomeAt" | "outcomeReason" | "watchedUntil"
>;

function toAftermath(row: FixRow): Aftermath {
  return {
    mergedAt: isoOf(row.mergedAt),
    mergeCommitSha: row.mergeCommitSha,
    rerun: toRerun(row),
    outcome: FixOutcome.nullable().parse(row.outcome),
    outcomeAt: isoOf(row.outcomeAt),
    outcomeReason: row.outcomeReason,
    watchedUntil:
      row.mergedAt !== null && row.outcome === null
        ? new Date(row.mergedAt.getTime() + watchMs()).toISOString()
        : null,
  };
}

export function toRerun(row: FixRow): FixRerun | null {
  if (row.rerunState === null || row.rerunAt === null) return null;
  return FixRerun.parse({
    state: row.rerunState,
    at: row.rerunAt.toISOString(),
    by: row.rerunBy,
    run: row.rerunRun,
    url: row.rerunUrl,
    command: row.rerunCommand,
    error: row.rerunError,
  });
}

/** How long a merged fix is watched. */
export function watchMs(): number {
  return env().PD_FIX_WATCH_DAYS * 86_400_000;
}

function isoOf(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

/** Engines of the workspace's connected warehouses, such as `snowflake`. */
export async function listWarehouseEngines(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.integration.findMany({
    where: { workspaceId: ctx.workspaceId, kind: "warehouse", enabled: true },
    select: { config: true },
    take: LIMIT,
  });
  const Config = z.object({ warehouse: z.object({ engine: z.string() }) });
  return rows.flatMap(({ config }) => Config.safeParse(config).data?.warehouse.engine ?? []);
}
