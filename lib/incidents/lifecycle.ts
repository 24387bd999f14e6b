import type { Severity } from "@/lib/failures/schemas";
import type { IncidentStatus, MergeKind, Resolution } from "@/lib/incidents/schemas";
import type { LifecycleFields } from "@/lib/incidents/undo/schemas";

/** The fields of an incident that people change. */
export interface Lifecycle {
  status: IncidentStatus;
  severity: Severity;
  /** Set by a person, so that it is not computed again. */
  isSeveritySet: boolean;
  /** SeverityReason[] */
  severityReasons: unknown;
  /** Suppression, or null */
  suppressedBy: unknown;
  assigneeId: string | null;
  ownerTeamId: string | null;
  snoozedUntil: Date | null;
  snoozedSeverity: Severity | null;
  wakeAtCount: number | null;
  resolution: Resolution | null;
  resolvedByRunId: string | null;
  acknowledgedAt: Date | null;
  resolvedAt: Date | null;
}

/** An incident as read under the lock, for deciding what may change. */
export interface IncidentState extends Lifecycle {
  id: string;
  number: number;
  occurrenceCount: number;
  dedupKey: string;
  aliasKeys: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  parentIncidentId: string | null;
  mergeKind: MergeKind | null;
  parent: { number: number } | null;
}

/** Columns of `IncidentState` with the parent, for Prisma's `select`. */
export const STATE_SELECT = {
  id: true,
  number: true,
  occurrenceCount: true,
  dedupKey: true,
  aliasKeys: true,
  firstSeenAt: true,
  lastSeenAt: true,
  parentIncidentId: true,
  mergeKind: true,
  parent: { select: { number: true } },
  status: true,
  severity: true,
  isSeveritySet: true,
  severityReasons: true,
  suppressedBy: true,
  assigneeId: true,
  ownerTeamId: true,
  snoozedUntil: true,
  snoozedSeverity: true,
  wakeAtCount: true,
  resolution: true,
  resolvedByRunId: true,
  acknowledgedAt: true,
  resolvedAt: true,
} as const;

const NO_SNOOZE = { snoozedUntil: null, snoozedSeverity: null, wakeAtCount: null } as const;

/** The lifecycle without a snooze. */
export function withoutSnooze<T extends Lifecycle>(state: T): T {
  return { ...state, ...NO_SNOOZE };
}

const FIELDS = [
  "status",
  "severity",
  "isSeveritySet",
  "severityReasons",
  "suppressedBy",
  "assigneeId",
  "ownerTeamId",
  "snoozedUntil",
  "snoozedSeverity",
  "wakeAtCount",
  "resolution",
  "resolvedByRunId",
  "acknowledgedAt",
  "resolvedAt",
] as const satisfies readonly (keyof Lifecycle)[];

/** The fields as stored: times in ISO 8601. */
export function storedFields(lifecycle: Lifecycle): Required<LifecycleFields> {
  return {
    status: lifecycle.status,
    severity: lifecycle.severity,
    isSeveritySet: lifecycle.isSeveritySet,
    severityReasons: lifecycle.severityReasons,
    suppressedBy: lifecycle.suppressedBy,
    assigneeId: lifecycle.assigneeId,
    ownerTeamId: lifecycle.ownerTeamId,
    snoozedUntil: lifecycle.snoozedUntil?.toISOString() ?? null,
    snoozedSeverity: lifecycle.snoozedSeverity,
    wakeAtCount: lifecycle.wakeAtCount,
    resolution: lifecycle.resolution,
    resolvedByRunId: lifecycle.resolvedByRunId,
    acknowledgedAt: lifecycle.acknowledgedAt?.toISOString() ?? null,
    resolvedAt: lifecycle.resolvedAt?.toISOString() ?? null,
  };
}

/** The fields that differ, before and after. */
export function changedFields(
  before: Lifecycle,
  after: Lifecycle,
): { before: LifecycleFields; after: LifecycleFields } {
  const [stored, next] = [storedFields(before), storedFields(after)];
  const names = FIELDS.filter((name) => JSON.stringify(stored[name]) !== JSON.stringify(next[name]));
  const pick = (fields: Required<LifecycleFields>): LifecycleFields =>
    Object.fromEntries(names.map((name) => [name, fields[name]]));
  return { before: pick(stored), after: pick(next) };
}
