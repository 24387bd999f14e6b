import { arrangeIncident, type Arranged } from "@/e2e/database/arrange";
import type { TestDatabase } from "@/e2e/database/test-database";
import { openTools, type OpenedTools } from "@/lib/diagnosis/tools/open-tools";
import { runTool, type ToolResult } from "@/lib/diagnosis/tools/run-tool";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import type { Evidence } from "@/lib/evidence/schemas";
import { failureReport } from "@/lib/failures/testing/report";
import type { FailureReport } from "@/lib/failures/schemas";
import { loadIncidentContext } from "@/lib/incidents/incident-context";

export interface OpenedIncident extends Arranged, OpenedTools {
  incidentId: string;
  workflowId: string;
  evidence: Evidence[];
  /** Calls a tool as a model would. */
  call: (name: string, input: unknown) => Promise<ToolResult>;
}

type Options = Parameters<typeof arrangeIncident>[2];

/** A stored incident with what these collectors find (all if not given), and the tools opened for it. */
export async function openIncident(
  db: TestDatabase,
  {
    report = failureReport(),
    only,
    ...options
  }: Options & { report?: FailureReport; only?: readonly string[] } = {},
): Promise<OpenedIncident> {
  const arranged = await arrangeIncident(db, report, options);
  await collectEvidence(arranged.ctx, { incidentId: arranged.incidentId, only });
  return { ...arranged, ...(await openToolsOf(arranged)) };
}

/** The tools for an incident as it is stored now. */
export async function openToolsOf({
  ctx,
  incidentId,
}: Arranged & { incidentId: string }): Promise<
  Pick<OpenedIncident, keyof OpenedTools | "evidence" | "call">
> {
  const [incident, { items: evidence }] = await Promise.all([
    loadIncidentContext(ctx, incidentId),
    listEvidence(ctx, incidentId),
  ]);
  const opened = await openTools(ctx, { incident, evidence, names: new Map() });
  const { signal } = new AbortController();
  return { ...opened, evidence, call: (name, input) => runTool(opened.tools, name, input, signal, 20_000) };
}
