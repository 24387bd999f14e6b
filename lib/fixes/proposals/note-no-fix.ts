import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { redact } from "@/lib/redaction/redact";

/** What tried to create a fix. */
export type FixMaker = "template" | "claude";

/** Records why no fix could be created. Safe to run twice: one entry per workflow and maker. */
export async function noteNoFix(
  ctx: Context,
  input: { incidentId: string; workflowId: string; maker: FixMaker; reason: string },
): Promise<void> {
  authorize(ctx, "fix.propose");
  const { incidentId, workflowId, maker } = input;
  const reason = redact(input.reason).text.slice(0, 500);
  const dedupKey = `no-fix:${workflowId}:${maker}`;
  await ctx.db.$transaction((tx) =>
    recordEvents(ctx, tx, [{ incidentId, event: { type: "fix_skipped", maker, reason }, dedupKey }]),
  );
}
