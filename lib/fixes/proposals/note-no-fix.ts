import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { redact } from "@/lib/redaction/redact";

/** What tried to make a fix. */
export type FixMaker = "template" | "claude";

/** Records why a fix could not be made. Running it twice in one workflow leaves one entry for each maker. */
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
