import type { IncidentChange, NewIncidentRow } from "@/lib/intake/acceptance/intake-rows";

/** A change of one incident, of which only `part` is set. */
export function change(id: string, part: Partial<IncidentChange>): IncidentChange {
  return {
    id,
    addOccurrences: 0,
    lastSeenAt: null,
    runId: null,
    enrich: null,
    aliasKey: null,
    resolvedAt: null,
    mergeInto: null,
    ...part,
  };
}

/** One row per incident: an UPDATE … FROM touches a row once, whatever the set holds. */
export function mergeChanges(changes: readonly IncidentChange[]): IncidentChange[] {
  const merged = new Map<string, IncidentChange>();
  for (const one of changes) {
    const before = merged.get(one.id);
    if (!before) merged.set(one.id, one);
    else
      merged.set(one.id, {
        id: one.id,
        addOccurrences: before.addOccurrences + one.addOccurrences,
        lastSeenAt: latest(one.lastSeenAt, before.lastSeenAt),
        runId: one.runId ?? before.runId,
        enrich: one.enrich ?? before.enrich,
        aliasKey: one.aliasKey ?? before.aliasKey,
        resolvedAt: one.resolvedAt ?? before.resolvedAt,
        mergeInto: one.mergeInto ?? before.mergeInto,
      });
  }
  return [...merged.values()];
}

export function withChange(row: NewIncidentRow, change: IncidentChange | undefined): NewIncidentRow {
  if (!change) return row;
  return {
    ...row,
    ...(change.enrich && { ...change.enrich, taskId: change.enrich.taskId ?? row.taskId }),
    occurrenceCount: row.occurrenceCount + change.addOccurrences,
    aliasKeys: change.aliasKey ? [...row.aliasKeys, change.aliasKey] : row.aliasKeys,
    lastSeenAt: latest(change.lastSeenAt, row.lastSeenAt) ?? row.lastSeenAt,
    runId: change.runId ?? row.runId,
    mergedInto: change.mergeInto,
    resolvedAt: change.resolvedAt,
  };
}

/** The later of two ISO times; none when neither is known. */
function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
