import { availableActions } from "@/lib/incidents/actions";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { failuresUntilAwake, isSnoozed } from "@/lib/incidents/snooze";
import { availableTransitions } from "@/lib/incidents/transitions";
import type { IncidentSummary } from "@/lib/desk/schemas";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { summariseWorkflow, type WorkflowRow } from "@/lib/workflows/progress";

/** Relations a summary needs, shared by all queries that build one. */
export const SUMMARY_INCLUDE = {
  source: { select: { kind: true, name: true } },
  pipeline: { select: { externalId: true, name: true, owner: true } },
  subject: { select: { name: true, owner: true } },
  task: { select: { externalId: true, name: true } },
  assignee: { select: { id: true, name: true, image: true } },
  ownerTeam: { select: { id: true, slug: true, name: true } },
} satisfies Prisma.IncidentInclude;

export type SummaryRow = Prisma.IncidentGetPayload<{ include: typeof SUMMARY_INCLUDE }>;

/** A list row: a subset of `SummaryRow` with names only for its relations. */
export interface ListedRow extends Pick<
  SummaryRow,
  | "id"
  | "number"
  | "title"
  | "status"
  | "severity"
  | "category"
  | "confidence"
  | "rootCause"
  | "environment"
  | "subjectKind"
  | "occurrenceCount"
  | "openedAt"
  | "firstSeenAt"
  | "lastSeenAt"
  | "snoozedUntil"
  | "suppressedBy"
  | "snoozedSeverity"
  | "wakeAtCount"
  | "resolution"
  | "workflowId"
  | "source"
  | "assignee"
  | "ownerTeam"
> {
  pipeline: { name: string } | null;
  subject: { name: string } | null;
  task: { name: string } | null;
}

/**
 * Converts a row to the browser's view as of `now`. `publicUrl` is this installation's own URL, `failedAt` the time of its latest
 * failure if that is not when it was received.
 */
export function toSummary(
  row: ListedRow,
  workflow: WorkflowRow | null,
  { publicUrl, now, failedAt }: { publicUrl: string; now: Date; failedAt: Date | undefined },
): IncidentSummary {
  const isHidden = isSnoozed(row, now);
  const status = row.status as IncidentSummary["status"];
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status,
    severity: row.severity,
    category: row.category as IncidentSummary["category"],
    confidence: row.confidence,
    rootCause: row.rootCause,
    environment: row.environment,
    source: row.source,
    subject: {
      kind: row.subjectKind as IncidentSummary["subject"]["kind"],
      name: row.subject?.name ?? row.task?.name ?? row.pipeline?.name ?? "",
    },
    pipeline: row.pipeline?.name ?? null,
    task: row.task?.name ?? null,
    occurrenceCount: row.occurrenceCount,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    failedAt: (failedAt ?? row.lastSeenAt).toISOString(),
    suppressedBy: row.status === "suppressed" ? (Suppression.safeParse(row.suppressedBy).data ?? null) : null,
    snoozedUntil: isHidden ? (row.snoozedUntil?.toISOString() ?? null) : null,
    wakeAfterFailures: isHidden ? failuresUntilAwake(row) : null,
    resolution: row.resolution as IncidentSummary["resolution"],
    assignee: row.assignee,
    ownerTeam: row.ownerTeam,
    workflow: workflow && summariseWorkflow(workflow),
    availableTransitions: availableTransitions(status),
    availableActions: availableActions(status),
    url: `${publicUrl}/incidents/${row.number}`,
  };
}
