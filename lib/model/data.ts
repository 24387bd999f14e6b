import "server-only";
import { monthStart } from "@/lib/model/budget";
import { ModelCall, type ModelCallGroup, type ModelCallPage, type ModelSpend } from "@/lib/model/schemas";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";

const PAGE = 30;
/** Longer than any call may take: the process that made it has ended. */
const INTERRUPTED_AFTER_MS = 15 * 60_000;

/**
 * The calls to the model about an incident, newest first, with what was sent and answered as long as that is kept.
 * @param cursor of the previous page; its call may have expired, which ends the list
 */
export async function listModelCalls(
  ctx: Context,
  incidentId: string,
  cursor: string | null = null,
): Promise<ModelCallPage> {
  const rows = await ctx.db.modelCall.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    include: { transcript: { select: { request: true, reply: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    ...(cursor !== null && { cursor: { id: cursor }, skip: 1 }),
  });
  const shown = rows.slice(0, PAGE);
  const items = shown.map((row) =>
    ModelCall.parse({
      ...row,
      status: isInterrupted(row, ctx.now()) ? "interrupted" : row.status,
      chargedUsd: Math.max(0, row.chargedUsd),
      tokens: {
        input: row.inputTokens,
        output: row.outputTokens,
        cacheRead: row.cacheReadTokens,
        cacheWrite: row.cacheWriteTokens,
      },
      createdAt: row.createdAt.toISOString(),
    }),
  );
  const workflowIds = [...new Set(shown.map(({ workflowId }) => workflowId))];
  const { rows: groups } = await ctx.pool.query<GroupRow>(GROUPS, [ctx.workspaceId, incidentId, workflowIds]);
  return {
    items,
    groups: groups.map(({ startedAt, ...group }) => ({ ...group, startedAt: startedAt.toISOString() })),
    nextCursor: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

function isInterrupted({ status, createdAt }: { status: string; createdAt: Date }, now: Date): boolean {
  return status === "running" && now.getTime() - createdAt.getTime() > INTERRUPTED_AFTER_MS;
}

type GroupRow = Omit<ModelCallGroup, "startedAt"> & { startedAt: Date };

const GROUPS = `
SELECT workflow_id AS "workflowId", min(created_at) AS "startedAt", count(*)::int AS calls,
  CASE WHEN bool_and(cost_usd IS NOT NULL OR charged_usd = 0) THEN COALESCE(sum(cost_usd), 0) END::float8 AS "costUsd",
  sum(GREATEST(charged_usd, 0))::float8 AS "chargedUsd"
FROM model_calls WHERE workspace_id = $1 AND incident_id = $2 AND workflow_id = ANY($3)
GROUP BY workflow_id ORDER BY min(created_at) DESC, workflow_id`;

/** What the language model has cost this month, and the limit. */
export async function findModelSpend(ctx: Context): Promise<ModelSpend> {
  const since = monthStart(ctx.now());
  const { rows } = await ctx.pool.query<{ calls: number; costUsd: number; limitUsd: number | null }>(SPEND, [
    ctx.workspaceId,
    since,
  ]);
  const { calls = 0, costUsd = 0, limitUsd = null } = rows[0] ?? {};
  return {
    since: since.toISOString(),
    calls,
    costUsd,
    limitUsd: limitUsd ?? env().PD_MODEL_USD_PER_MONTH ?? null,
  };
}

const SPEND = `
SELECT count(c.id)::int AS calls, COALESCE(sum(GREATEST(c.charged_usd, 0)), 0)::float8 AS "costUsd", w.model_usd_per_month AS "limitUsd"
FROM workspaces w LEFT JOIN model_calls c ON c.workspace_id = w.id AND c.created_at >= $2
WHERE w.id = $1 GROUP BY w.id`;
