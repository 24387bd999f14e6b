import "server-only";
import { monthStart } from "@/lib/model/budget";
import { ModelCall, type ModelCallPage, type ModelSpend } from "@/lib/model/schemas";
import type { Context } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";

const LIMIT = 200;

/** The calls to the model about an incident, newest first, with what was sent and answered as long as that is kept. */
export async function listModelCalls(ctx: Context, incidentId: string): Promise<ModelCallPage> {
  const rows = await ctx.db.modelCall.findMany({
    where: { workspaceId: ctx.workspaceId, incidentId },
    include: { transcript: { select: { request: true, reply: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LIMIT,
  });
  const items = rows.map((row) =>
    ModelCall.parse({
      ...row,
      tokens: {
        input: row.inputTokens,
        output: row.outputTokens,
        cacheRead: row.cacheReadTokens,
        cacheWrite: row.cacheWriteTokens,
      },
      createdAt: row.createdAt.toISOString(),
    }),
  );
  return { items };
}

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
