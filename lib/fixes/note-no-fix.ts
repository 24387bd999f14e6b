import { redact } from "@/lib/logs/redact";
import type { Context } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";

/** Says on the timeline why a fix could not be made. Running it twice in one workflow says it once. */
export async function noteNoFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string; reason: string },
): Promise<void> {
  await ctx.db.timelineEntry.createMany({
    data: [
      {
        id: sha256(`no-fix:${input.workflowId}`).slice(0, 26),
        workspaceId: ctx.workspaceId,
        incidentId: input.incidentId,
        kind: "fix_proposed",
        text: `No patch could be made: ${redact(input.reason).text}`.slice(0, 500),
        actorName: ctx.actor.name,
        at: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
}
