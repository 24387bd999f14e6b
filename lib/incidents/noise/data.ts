import "server-only";
import { isOver, windowEnd } from "@/lib/incidents/noise/maintenance-window";
import { readPolicies, readRule } from "@/lib/incidents/noise/read-policies";
import {
  MAX_NOISE_POLICIES,
  type NoiseKind,
  type NoisePolicy,
  type NoisePolicyPage,
} from "@/lib/incidents/noise/schemas";
import { hasEnded, type NoisePolicyRule } from "@/lib/incidents/noise/suppression";
import type { Context } from "@/lib/platform/context";
import type { NoisePolicy as NoisePolicyRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/** Every policy of the workspace, newest first. */
export async function listNoisePolicies(ctx: Context): Promise<NoisePolicyPage> {
  const rows = await ctx.db.noisePolicy.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MAX_NOISE_POLICIES,
  });
  return { items: await toPolicies(ctx, rows) };
}

/** @throws AppError NOT_FOUND. */
export async function getNoisePolicy(ctx: Context, id: string): Promise<NoisePolicy> {
  const [policy] = await toPolicies(ctx, [await getNoisePolicyRow(ctx, id)]);
  if (!policy) throw new AppError("NOT_FOUND", "There is no such noise policy.");
  return policy;
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getNoisePolicyRow(
  ctx: Pick<Context, "workspaceId"> & { db: Pick<Context["db"], "noisePolicy"> },
  id: string,
): Promise<NoisePolicyRow> {
  const row = await ctx.db.noisePolicy.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!row) throw new AppError("NOT_FOUND", "There is no such noise policy.");
  return row;
}

/** The policies to evaluate: those that are neither paused nor over. */
export async function findPoliciesInEffect(
  { workspaceId, now }: Pick<Context, "workspaceId" | "now">,
  tx: Prisma.TransactionClient,
): Promise<NoisePolicyRule[]> {
  const rows = await tx.noisePolicy.findMany({
    where: {
      workspaceId,
      isEnabled: true,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return readPolicies(rows);
}

async function toPolicies(ctx: Context, rows: readonly NoisePolicyRow[]): Promise<NoisePolicy[]> {
  if (rows.length === 0) return [];
  const [counts, members] = await Promise.all([
    ctx.pool.query<{ id: string; count: number }>(SUPPRESSED_COUNTS, [ctx.workspaceId]),
    ctx.db.membership.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        userId: { in: rows.flatMap(({ createdById }) => createdById ?? []) },
      },
      select: { user: { select: { id: true, name: true } } },
    }),
  ]);
  const suppressed = new Map(counts.rows.map(({ id, count }) => [id, count]));
  const names = new Map(members.map(({ user }) => [user.id, user.name]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as NoiseKind,
    rule: row.rule as Record<string, unknown>,
    environments: row.environments,
    pipelines: row.pipelines,
    sourceId: row.sourceId,
    reason: row.reason,
    isEnabled: row.isEnabled,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    state: stateOf(row, ctx.now()),
    createdById: row.createdById,
    createdBy: names.get(row.createdById ?? "") ?? null,
    createdAt: row.createdAt.toISOString(),
    suppressedCount: suppressed.get(row.id) ?? 0,
  }));
}

const SUPPRESSED_COUNTS = `
SELECT suppressed_by->>'policyId' AS id, count(*)::int AS count FROM incidents
WHERE workspace_id = $1 AND status = 'suppressed' AND suppressed_by IS NOT NULL GROUP BY 1`;

function stateOf(
  { isEnabled, kind, rule, expiresAt }: Pick<NoisePolicyRow, "isEnabled" | "kind" | "rule" | "expiresAt">,
  now: Date,
): NoisePolicy["state"] {
  const read = readRule(kind, rule);
  if (hasEnded({ expiresAt }, now)) return "ended";
  if (read?.kind === "maintenance" && isOver(read.rule, now)) return "ended";
  if (!isEnabled) return "paused";
  return read?.kind === "maintenance" && !windowEnd(read.rule, now) ? "waiting" : "active";
}
