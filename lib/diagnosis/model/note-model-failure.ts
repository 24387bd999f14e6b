import { agentReport } from "@/lib/diagnosis/model/agents/agent-report";
import type { AgentRun } from "@/lib/diagnosis/model/agents/run-agent";
import { keepBuiltin } from "@/lib/diagnosis/model/keep-builtin";
import { findOwnBuiltin } from "@/lib/diagnosis/data";
import { MODEL_FAILED, type AgentReport, type Route } from "@/lib/diagnosis/schemas";
import { listEvidence } from "@/lib/evidence/data";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { redact } from "@/lib/redaction/redact";

interface ModelFailed {
  incidentId: string;
  workflowId: string;
  message: string;
  /** Which way it went until then. */
  route: Route;
  /** The agents that had run. */
  runs: readonly AgentRun[];
}

/**
 * Records on this workflow's built-in diagnosis and on the timeline that Claude could not help, and keeps what its agents had
 * found. The built-in diagnosis stays. Idempotent.
 */
export async function noteModelFailure(ctx: Context, input: ModelFailed): Promise<void> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId, route } = input;
  const message = redact(input.message).text.slice(0, 400);
  const builtin = await findOwnBuiltin(ctx, { incidentId, workflowId });
  if (!builtin) return;
  const agents = await reportsOf(ctx, input);
  const why = `${MODEL_FAILED}${message}`;
  const unused = { route, agents, counterCheck: null };
  await keepBuiltin(ctx, { incidentId, workflowId, diagnosisId: builtin.id, why, ...unused });
  const dedupKey = `model-failure:${workflowId}`;
  await transaction(ctx.pool, (client) =>
    recordEvents(ctx, client, [{ incidentId, event: { type: "model_failed", message }, dedupKey }]),
  );
}

async function reportsOf(ctx: Context, { incidentId, runs }: ModelFailed): Promise<AgentReport[]> {
  if (runs.length === 0) return [];
  const evidence = await listEvidence(ctx, incidentId);
  return Promise.all(runs.map((run) => agentReport(ctx, run, evidence.items)));
}
