import { getFix, getFixRow } from "@/lib/fixes/data";
import type { DecideFix, Fix } from "@/lib/fixes/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { actorLabel } from "@/lib/platform/actor-label";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { redact } from "@/lib/redaction/redact";

/** A fix can be decided on until its pull request is being opened, which is the approval. */
const UNDECIDED = ["proposed", "failed"];

/**
 * Approves or rejects a proposed fix. A rejected one cannot be opened, and its reason is given to the next proposal; approving it
 * takes that back. Safe to run twice.
 * @throws AppError NOT_FOUND; CONFLICT if its pull request is open or being opened, it was superseded, or a patch that failed
 * verification is approved
 */
export async function decideFix(ctx: Context, id: string, { decision, reason }: DecideFix): Promise<Fix> {
  authorize(ctx, "fix.update");
  const row = await getFixRow(ctx, id);
  if (decision === "approved" && hasFailed(row)) {
    throw new AppError("CONFLICT", "The patch failed verification, so it cannot be approved. Edit it first.");
  }
  const said = reason === undefined || reason === "" ? null : redact(reason).text;
  await ctx.db.$transaction(async (tx) => {
    const decided = await tx.fix.updateMany({
      where: { id, workspaceId: ctx.workspaceId, status: { in: UNDECIDED } },
      data: { decision, decisionReason: said, decidedBy: actorLabel(ctx.actor), decidedAt: ctx.now() },
    });
    if (decided.count === 0) {
      throw new AppError(
        "CONFLICT",
        "The fix can no longer be approved or rejected: it was opened or replaced.",
      );
    }
    if (row.decision === decision && row.decisionReason === said) return;
    const event = { type: "fix_decided", fixId: id, title: row.title, decision, reason: said } as const;
    await recordEvents(ctx, tx, [{ incidentId: row.incidentId, event }]);
  });
  return getFix(ctx, id);
}

/** Whether its patch must not be used. */
function hasFailed({ patch, verification }: FixRow): boolean {
  return patch !== "" && (verification as { status?: unknown }).status === "failed";
}
