import { getIncident } from "@/lib/incidents/data";
import {
  OPEN_STATUSES,
  type Incident,
  type IncidentStatus,
  type UpdateIncident,
} from "@/lib/incidents/schemas";
import { availableTransitions } from "@/lib/incidents/transitions";
import { redact } from "@/lib/logs/redact";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

interface Change {
  data: Prisma.IncidentUncheckedUpdateInput;
  entries: { kind: string; text: string }[];
  actions: string[];
}

/**
 * Changes an incident as a person asked: status, severity, assignee, snooze, comment; every change stands in
 * the timeline and the audit log.
 * @throws AppError NOT_FOUND; CONFLICT for a transition that is not available, also when somebody was faster.
 */
export async function updateIncident(ctx: Context, id: string, written: UpdateIncident): Promise<Incident> {
  const input = withoutSecrets(written);
  const current = await getIncident(ctx, id);
  const change = await planChange(ctx, current, input);
  await ctx.db.$transaction(async (tx) => {
    if (current.status === "resolved" && input.status === "triggered")
      await assertNoTwin(ctx, tx, current.id);
    const { count } = await tx.incident.updateMany({
      where: { id: current.id, workspaceId: ctx.workspaceId, status: current.status },
      data: change.data,
    });
    if (count === 0)
      throw new AppError("CONFLICT", "Somebody changed this incident in the meantime. Look again.");
    await tx.timelineEntry.createMany({
      data: change.entries.map((entry) => ({
        ...entry,
        id: newId(),
        workspaceId: ctx.workspaceId,
        incidentId: current.id,
        actorName: ctx.actor.name,
        at: ctx.now(),
      })),
    });
    await tx.auditEvent.createMany({
      data: change.actions.map((action) => ({
        id: newId(),
        workspaceId: ctx.workspaceId,
        actorType: ctx.actor.type,
        actorId: ctx.actor.id,
        actorName: ctx.actor.name,
        action,
        targetType: "incident",
        targetId: current.id,
        detail: { reason: input.reason ?? null },
        at: ctx.now(),
      })),
    });
  });
  return getIncident(ctx, current.id);
}

/** People paste what they see: what they write is kept like a log is. */
function withoutSecrets(input: UpdateIncident): UpdateIncident {
  const { reason, comment } = input;
  return {
    ...input,
    ...(reason !== undefined && { reason: redact(reason).text }),
    ...(comment !== undefined && { comment: redact(comment).text }),
  };
}

function pastSnooze(): AppError {
  const message = "must be in the future";
  return new AppError("INVALID", `snoozedUntil: ${message}`, { issues: [{ path: "snoozedUntil", message }] });
}

async function planChange(ctx: Context, current: Incident, input: UpdateIncident): Promise<Change> {
  const change: Change = { data: { updatedAt: ctx.now() }, entries: [], actions: [] };
  if (input.status && input.status !== current.status)
    changeStatus(ctx, current, input.status, input.reason, change);
  if (input.severity && input.severity !== current.severity) {
    change.data.severity = input.severity;
    change.entries.push({ kind: "severity", text: `Severity ${current.severity} → ${input.severity}` });
    change.actions.push("incident.set-severity");
  }
  if (input.assigneeId !== undefined && input.assigneeId !== (current.assignee?.id ?? null)) {
    change.data.assigneeId = input.assigneeId;
    change.entries.push({ kind: "assignee", text: await assigneeText(ctx, input.assigneeId) });
    change.actions.push("incident.assign");
  }
  if (input.snoozedUntil !== undefined) {
    if (input.snoozedUntil && new Date(input.snoozedUntil) <= ctx.now()) throw pastSnooze();
    change.data.snoozedUntil = input.snoozedUntil && new Date(input.snoozedUntil);
    change.entries.push({
      kind: "snooze",
      text: input.snoozedUntil ? `Snoozed until ${input.snoozedUntil}` : "Snooze ended",
    });
    change.actions.push("incident.snooze");
  }
  if (input.comment) {
    change.entries.push({ kind: "comment", text: input.comment });
    change.actions.push("incident.comment");
  }
  return change;
}

function changeStatus(
  ctx: Context,
  current: Incident,
  to: IncidentStatus,
  reason: string | undefined,
  change: Change,
): void {
  if (!availableTransitions(current.status).includes(to)) {
    const possible = availableTransitions(current.status).join(", ") || "none";
    throw new AppError(
      "CONFLICT",
      `An incident that is ${current.status} cannot become ${to}. Possible: ${possible}.`,
    );
  }
  change.data.status = to;
  if (to === "acknowledged" && !current.acknowledgedAt) change.data.acknowledgedAt = ctx.now();
  if (to === "acknowledged" && !current.assignee && ctx.actor.type === "user")
    change.data.assigneeId = ctx.actor.id;
  if (to === "resolved") change.data.resolvedAt = ctx.now();
  if (current.status === "resolved") change.data.resolvedAt = null;
  change.entries.push({ kind: "status", text: `${current.status} → ${to}${reason ? `: ${reason}` : ""}` });
  change.actions.push(STATUS_ACTIONS[to]);
}

/** Reopening is refused while the same failure has an open incident of its own. */
async function assertNoTwin(ctx: Context, tx: Prisma.TransactionClient, id: string): Promise<void> {
  const { dedupKey } = await tx.incident.findUniqueOrThrow({ where: { id }, select: { dedupKey: true } });
  const twin = await tx.incident.findFirst({
    where: { workspaceId: ctx.workspaceId, dedupKey, id: { not: id }, status: { in: [...OPEN_STATUSES] } },
    select: { number: true },
  });
  if (twin)
    throw new AppError(
      "CONFLICT",
      `The same failure is open as #${twin.number}. Merge this one into it instead.`,
    );
}

const STATUS_ACTIONS: Record<IncidentStatus, string> = {
  triggered: "incident.reopen",
  acknowledged: "incident.acknowledge",
  investigating: "incident.investigate",
  resolved: "incident.resolve",
  merged: "incident.merge",
  suppressed: "incident.suppress",
};

async function assigneeText(ctx: Context, assigneeId: string | null): Promise<string> {
  if (!assigneeId) return "Unassigned";
  const member = await ctx.db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId: ctx.workspaceId, userId: assigneeId } },
    include: { user: { select: { name: true } } },
  });
  if (!member) {
    throw new AppError("INVALID", "assigneeId: not a member of this workspace", {
      issues: [{ path: "assigneeId", message: "not a member of this workspace" }],
    });
  }
  return `Assigned to ${member.user.name}`;
}
