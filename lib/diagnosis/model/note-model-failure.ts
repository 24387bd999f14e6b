import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

/**
 * Says with this workflow's built-in diagnosis, and on the timeline, that Claude was asked and could not help.
 * The built-in diagnosis stands. Running it twice says it once.
 */
export async function noteModelFailure(
  ctx: Context,
  input: { incidentId: string; workflowId: string; message: string },
): Promise<void> {
  authorize(ctx, "incident.analyze");
  const message = redact(input.message).text.slice(0, 400);
  const note = `Claude was asked and gave no diagnosis: ${message} The built-in diagnosis stands.`;
  await ctx.pool.query(NOTE, [
    input.workflowId,
    input.incidentId,
    ctx.workspaceId,
    note,
    newId(),
    `Claude gave no diagnosis: ${message}`,
    ctx.actor.name,
    ctx.now(),
  ]);
}

const NOTE = `
WITH noted AS (
  UPDATE diagnoses SET note = $4
  WHERE workflow_id = $1 AND incident_id = $2 AND workspace_id = $3 AND engine = 'builtin' AND note IS DISTINCT FROM $4
  RETURNING incident_id
)
INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_name, dedup_key, at)
SELECT $5, $3, incident_id, 'diagnosed', $6, $7, 'model-failure:' || $1, $8::timestamptz FROM noted
ON CONFLICT (incident_id, dedup_key) DO UPDATE SET text = excluded.text`;
