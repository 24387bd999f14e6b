import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

/** What tried to make a fix. */
export type FixMaker = "template" | "claude";

/** Says on the timeline why a fix could not be made. Running it twice in one workflow says it once for each maker. */
export async function noteNoFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string; maker: FixMaker; reason: string },
): Promise<void> {
  authorize(ctx, "fix.propose");
  await ctx.db.timelineEntry.createMany({
    data: [
      {
        id: newId(),
        workspaceId: ctx.workspaceId,
        incidentId: input.incidentId,
        kind: "fix_proposed",
        text: `${HEAD[input.maker]}: ${redact(input.reason).text}`.slice(0, 500),
        actorName: ctx.actor.name,
        dedupKey: `no-fix:${input.workflowId}:${input.maker}`,
        at: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
}

const HEAD: Record<FixMaker, string> = {
  template: "No patch could be made",
  claude: "Claude made no patch",
};
