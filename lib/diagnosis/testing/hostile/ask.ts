import { listDiagnoses } from "@/lib/diagnosis/data";
import { askClaude } from "@/lib/diagnosis/model/ask-claude";
import type { Diagnosis } from "@/lib/diagnosis/schemas";
import type { Arranged } from "@/e2e/database/arrange";

/** Asks Claude about an incident as the workflow does. @returns the diagnosis as stored. */
export async function ask({
  ctx,
  incidentId,
  workflowId,
}: Arranged & { incidentId: string; workflowId: string }): Promise<Diagnosis> {
  const { outcome } = await askClaude(ctx, { incidentId, workflowId });
  const { items } = await listDiagnoses(ctx, incidentId);
  const stored = items.find(({ engine }) => engine === "claude");
  if (stored === undefined) throw new Error(`Claude's diagnosis was not stored: ${outcome ?? "not asked"}.`);
  return stored;
}
