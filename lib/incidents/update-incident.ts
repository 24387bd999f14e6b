import type { Severity } from "@/lib/failures/schemas";
import { availableActions } from "@/lib/incidents/actions";
import { assessIncident } from "@/lib/incidents/assess-incident";
import { assertAction } from "@/lib/incidents/assert-available";
import { getIncidentRef, type IncidentRef } from "@/lib/incidents/data";
import { type IncidentStatus, OPEN_STATUSES, type UpdateIncident } from "@/lib/incidents/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import type { IncidentEvent } from "@/lib/incidents/history/schemas";
import { isSnoozed } from "@/lib/incidents/snooze";
import { availableTransitions } from "@/lib/incidents/transitions";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

interface Change {
  data: Prisma.IncidentUncheckedUpdateInput;
  events: IncidentEvent[];
}

/**
 * Updates status, severity, assignee, snooze or comment. Every change is recorded in the timeline and the audit log.
 * @throws AppError NOT_FOUND; CONFLICT if the status does not allow it, including after a concurrent change.
 */
export async function updateIncident(
  ctx: Context,
  id: string,
  written: UpdateIncident,
): Promise<IncidentRef> {
  authorize(ctx, "incident.update");
  const input = redactText(written);
  const ref = await getIncidentRef(ctx, id);
  await withIncidentsLocked(ctx, async (tx) => {
    const current = await tx.incident.findFirstOrThrow({
      where: { id: ref.id, workspaceId: ctx.workspaceId },
      include: { parent: { select: { number: true } } },
    });
    const change = await planChange(ctx, tx, current, input);
    await tx.incident.updateMany({
      where: { id: ref.id, workspaceId: ctx.workspaceId },
      data: change.data,
    });
    await recordEvents(
      ctx,
      tx,
      change.events.map((event) => ({ incidentId: ref.id, event })),
    );
  });
  return ref;
}

/** People paste logs into comments, so comments are redacted like logs. */
function redactText(input: UpdateIncident): UpdateIncident {
  const { reason, comment } = input;
  return {
    ...input,
    ...(reason !== undefined && { reason: redact(reason).text }),
    ...(comment !== undefined && { comment: redact(comment).text }),
  };
}

function snoozeInPast(): AppError {
  return invalidField("snoozedUntil", "must be in the future");
}

/** Plans the changes from the row read under the lock. */
async function planChange(
  ctx: Context,
  tx: Prisma.TransactionClient,
  current: CurrentRow,
  input: UpdateIncident,
): Promise<Change> {
  const change: Change = { data: { updatedAt: ctx.now() }, events: [] };
  if (input.status && input.status !== current.status) {
    if (current.status === "resolved") await assertNotOpenElsewhere(ctx, tx, current);
    changeStatus(ctx, current, { to: input.status, reason: input.reason }, change);
  }
  if (input.severity !== undefined) await changeSeverity(ctx, tx, current, input.severity, change);
  if (input.assigneeId !== undefined && input.assigneeId !== current.assigneeId) {
    assertAction(current, "assign");
    change.data.assigneeId = input.assigneeId;
    change.events.push(await assigned(ctx, tx, input.assigneeId));
  }
  if (input.snoozedUntil !== undefined) changeSnooze(ctx, current, input, change);
  if (input.comment) {
    change.events.push({ type: "commented", comment: input.comment });
  }
  return change;
}

/** A person's choice stays until it is given back with null. */
async function changeSeverity(
  ctx: Context,
  tx: Prisma.TransactionClient,
  current: CurrentRow,
  chosen: Severity | null,
  change: Change,
): Promise<void> {
  if (chosen === current.severity && current.isSeveritySet) return;
  if (chosen === null && !current.isSeveritySet) return;
  assertAction(current, "set_severity");
  const assessed = chosen === null ? (await assessIncident(ctx, tx, current.id))?.assessed : null;
  const to = chosen ?? assessed?.severity ?? current.severity;
  change.data.severity = to;
  change.data.isSeveritySet = chosen !== null;
  if (assessed) change.data.severityReasons = assessed.reasons.map((reason) => ({ ...reason }));
  if (to !== current.severity) change.events.push({ type: "severity_changed", from: current.severity, to });
}

type CurrentRow = Prisma.IncidentGetPayload<{ include: { parent: { select: { number: true } } } }>;

/** Ending a snooze that is already over is a no-op. */
function changeSnooze(ctx: Context, current: CurrentRow, input: UpdateIncident, change: Change): void {
  const until = input.snoozedUntil ? new Date(input.snoozedUntil) : null;
  if (!until && !isSnoozed(current, ctx.now())) {
    change.data.snoozedUntil = null;
    return;
  }
  if (until) assertAction(current, "snooze", input.status);
  if (until && until <= ctx.now()) throw snoozeInPast();
  change.data.snoozedUntil = until;
  change.events.push(until ? { type: "snoozed", until: until.toISOString() } : { type: "snooze_ended" });
}

function changeStatus(
  ctx: Context,
  current: CurrentRow,
  { to, reason }: { to: IncidentStatus; reason: string | undefined },
  change: Change,
): void {
  const from = current.status as IncidentStatus;
  if (from === "merged") throw new AppError("CONFLICT", "A merged incident cannot be changed.");
  if (!availableTransitions(from).includes(to)) {
    const possible = availableTransitions(from).join(", ");
    throw new AppError("CONFLICT", `The incident is ${from} and cannot become ${to}. Possible: ${possible}.`);
  }
  change.data.status = to;
  if (to === "acknowledged" && !current.acknowledgedAt) change.data.acknowledgedAt = ctx.now();
  if (to === "acknowledged" && !current.assigneeId && ctx.actor.type === "user")
    change.data.assigneeId = ctx.actor.id;
  if (to === "resolved") change.data.resolvedAt = ctx.now();
  if (from === "resolved") change.data.resolvedAt = null;
  // A person's decision about a suppressed incident comes before the policy's.
  change.data.suppressedBy = Prisma.DbNull;
  if (!availableActions(to).includes("snooze")) change.data.snoozedUntil = null;
  change.events.push({ type: "status_changed", from, to, reason: reason ?? null });
}

/** Refuses to reopen while the same failure has another open incident. */
async function assertNotOpenElsewhere(
  ctx: Context,
  tx: Prisma.TransactionClient,
  row: CurrentRow,
): Promise<void> {
  const keys = [row.dedupKey, ...row.aliasKeys];
  const duplicate = await tx.incident.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      id: { not: row.id },
      status: { in: [...OPEN_STATUSES] },
      OR: [{ dedupKey: { in: keys } }, { aliasKeys: { hasSome: keys } }],
    },
    select: { number: true },
  });
  if (duplicate)
    throw new AppError(
      "CONFLICT",
      `The same failure is open as #${duplicate.number}. Use that incident instead.`,
    );
}

async function assigned(
  ctx: Context,
  tx: Prisma.TransactionClient,
  assigneeId: string | null,
): Promise<IncidentEvent> {
  if (!assigneeId) return { type: "assigned", assigneeId: null, name: null };
  const member = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId: assigneeId } },
    include: { user: { select: { name: true } } },
  });
  if (!member) {
    throw new AppError("INVALID", "assigneeId: not a member of this workspace", {
      issues: [{ path: "assigneeId", message: "not a member of this workspace" }],
    });
  }
  return { type: "assigned", assigneeId, name: member.user.name };
}
