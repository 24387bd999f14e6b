import { MODEL_FAILED } from "@/lib/diagnosis/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { redact } from "@/lib/redaction/redact";

/**
 * Records on this workflow's built-in diagnosis and on the timeline that Claude could not help. The built-in diagnosis is
 * kept. Idempotent.
 */
export async function noteModelFailure(
  ctx: Context,
  input: { incidentId: string; workflowId: string; message: string },
): Promise<void> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId } = input;
  const message = redact(input.message).text.slice(0, 400);
  const note = `${MODEL_FAILED}${message} The built-in diagnosis is used.`;
  await transaction(ctx.pool, async (client) => {
    const { rowCount } = await client.query(NOTE, [workflowId, incidentId, ctx.workspaceId, note]);
    if (rowCount === 0) return;
    const dedupKey = `model-failure:${workflowId}`;
    await recordEvents(ctx, client, [{ incidentId, event: { type: "model_failed", message }, dedupKey }]);
  });
}

const NOTE = `
UPDATE diagnoses SET note = $4
WHERE workflow_id = $1 AND incident_id = $2 AND workspace_id = $3 AND engine = 'builtin' AND note IS DISTINCT FROM $4`;
