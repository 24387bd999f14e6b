import type { Arranged } from "@/e2e/database/arrange";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { runAgent } from "@/lib/diagnosis/model/agents/run-agent";
import { concludeAnalysis } from "@/lib/diagnosis/model/conclude-analysis";
import { counterCheck } from "@/lib/diagnosis/model/counter-check";
import { synthesize } from "@/lib/diagnosis/model/synthesize";
import { AGENTS, type Diagnosis } from "@/lib/diagnosis/schemas";
import { boundaryOf } from "@/lib/model/boundary";

/** Has the agents, the synthesis and the counter-check look at an incident. @returns the diagnosis as stored. */
export async function ask({
  ctx,
  incidentId,
  workflowId,
}: Arranged & { incidentId: string; workflowId: string }): Promise<Diagnosis> {
  const call = { incidentId, workflowId, boundary: boundaryOf(workflowId) };
  const runs = await Promise.all(AGENTS.map((agent) => runAgent(ctx, { ...call, agent })));
  const { callId } = await synthesize(ctx, { ...call, runs });
  const checked = await counterCheck(ctx, { ...call, callId });
  const route = { way: "agents", why: "a test", escalatedBecause: null } as const;
  await concludeAnalysis(ctx, { incidentId, workflowId, callId, runs, counterCheck: checked, route });
  const { items } = await listDiagnoses(ctx, incidentId);
  const stored = items.find(({ engine }) => engine === "claude");
  if (stored === undefined) throw new Error("Claude's diagnosis was not stored.");
  return stored;
}
