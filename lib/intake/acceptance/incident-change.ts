import type { IncidentChange, NewIncidentRow } from "@/lib/intake/acceptance/intake-rows";

/** A change of an incident with only `part` set. */
export function change(id: string, part: Partial<IncidentChange>): IncidentChange {
  return {
    id,
    addOccurrences: 0,
    lastSeenAt: null,
    failedAt: null,
    runId: null,
    enrich: null,
    assessed: null,
    aliasKey: null,
    resolvedAt: null,
    resolvedByRunId: null,
    failsAgain: false,
    mergeInto: null,
    ...part,
  };
}

/** Merges changes into one row per incident, because UPDATE … FROM updates a row only once. */
export function mergeChanges(changes: readonly IncidentChange[]): IncidentChange[] {
  const merged = new Map<string, IncidentChange>();
  for (const next of changes) {
    const before = merged.get(next.id);
    if (!before) merged.set(next.id, next);
    else
      merged.set(next.id, {
        id: next.id,
        addOccurrences: before.addOccurrences + next.addOccurrences,
        lastSeenAt: latest(next.lastSeenAt, before.lastSeenAt),
        failedAt: latest(next.failedAt, before.failedAt),
        runId: next.runId ?? before.runId,
        enrich: next.enrich ?? before.enrich,
        assessed: next.assessed ?? before.assessed,
        aliasKey: next.aliasKey ?? before.aliasKey,
        resolvedAt: next.failsAgain ? null : (next.resolvedAt ?? before.resolvedAt),
        resolvedByRunId: next.failsAgain ? null : (next.resolvedByRunId ?? before.resolvedByRunId),
        failsAgain: next.failsAgain || (before.failsAgain && next.resolvedAt === null),
        mergeInto: next.mergeInto ?? before.mergeInto,
      });
  }
  return [...merged.values()];
}

export function withChange(row: NewIncidentRow, change: IncidentChange | undefined): NewIncidentRow {
  if (!change) return row;
  return {
    ...row,
    ...(change.enrich && { ...change.enrich, taskId: change.enrich.taskId ?? row.taskId }),
    ...(change.assessed && {
      severity: change.assessed.severity,
      severityReasons: change.assessed.reasons,
    }),
    occurrenceCount: row.occurrenceCount + change.addOccurrences,
    aliasKeys: change.aliasKey ? [...row.aliasKeys, change.aliasKey] : row.aliasKeys,
    lastSeenAt: latest(change.lastSeenAt, row.lastSeenAt) ?? row.lastSeenAt,
    failedAt: latest(change.failedAt, row.failedAt) ?? row.failedAt,
    runId: change.runId ?? row.runId,
    mergedInto: change.mergeInto,
    resolvedAt: change.resolvedAt,
    resolvedByRunId: change.resolvedByRunId,
  };
}

/** The later of two ISO times; null if neither is known. */
function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
