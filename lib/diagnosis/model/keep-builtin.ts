import { MODEL_ROLES } from "@/lib/model/schemas";
import { redactCheck, redactReport } from "@/lib/diagnosis/redact-draft";
import type { AgentReport, CounterCheck, Route } from "@/lib/diagnosis/schemas";
import type { Context } from "@/lib/platform/context";
import { dollars } from "@/lib/platform/dollars";
import { redact } from "@/lib/redaction/redact";

/** What came of asking the model, although its answer is not used. */
export interface UnusedAnswer {
  route: Route | null;
  agents: readonly AgentReport[];
  counterCheck: CounterCheck | null;
}

const MAX_REASON = 900;

/**
 * Records on a built-in diagnosis that the model was asked and why its answer is not used, which way it went, what the agents
 * found, and what was paid for what. Safe to run twice.
 * @param input.why a sentence that begins with one of the prefixes in `schemas.ts`
 * @returns whether there is such a diagnosis
 */
export async function keepBuiltin(
  ctx: Context,
  input: { incidentId: string; workflowId: string; diagnosisId: string; why: string } & UnusedAnswer,
): Promise<boolean> {
  const { incidentId, diagnosisId, why, route, agents, counterCheck } = input;
  const paid = await paidFor(ctx, input.workflowId);
  const reason = redact(why).text.slice(0, MAX_REASON);
  const note = [reason, "The built-in diagnosis is used.", paid].filter(Boolean).join(" ");
  const { count } = await ctx.db.diagnosis.updateMany({
    where: { id: diagnosisId, incidentId, workspaceId: ctx.workspaceId, engine: "builtin" },
    data: {
      note,
      agents: agents.map(redactReport),
      ...(route && { route }),
      ...(counterCheck && { counterCheck: redactCheck(counterCheck) }),
    },
  });
  return count > 0;
}

interface Paid {
  role: string;
  calls: number;
  usd: number;
}

/** `Paid: $0.0014 for 4 calls (log agent $0.0005, …).`; null if nothing was. */
async function paidFor({ pool, workspaceId }: Context, workflowId: string): Promise<string | null> {
  const { rows } = await pool.query<Paid>(PAID, [workspaceId, workflowId]);
  const total = rows.reduce((sum, { usd }) => sum + usd, 0);
  if (total === 0) return null;
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  const parts = rows
    .toSorted((a, b) => orderOf(a) - orderOf(b))
    .map(({ role, usd }) => `${role.replaceAll("-", " ")} ${dollars(usd)}`);
  return `Paid: ${dollars(total)} for ${calls === 1 ? "one call" : `${calls} calls`} (${parts.join(", ")}).`;
}

const orderOf = ({ role }: Paid) => MODEL_ROLES.findIndex((known) => known === role);

/** The most it may have cost where the cost is not known. */
const PAID = `
SELECT role, count(*)::int AS calls, sum(COALESCE(cost_usd, GREATEST(charged_usd, 0)))::float8 AS usd
FROM model_calls WHERE workspace_id = $1 AND workflow_id = $2 AND role <> 'fix' GROUP BY role`;
