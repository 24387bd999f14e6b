import type { SchemaColumn } from "@/lib/lineage/schemas";

/** A difference between two descriptions of a dataset's columns. */
export type SchemaChange =
  | { kind: "added"; column: SchemaColumn }
  | { kind: "removed"; column: SchemaColumn }
  | { kind: "type_changed"; before: SchemaColumn; after: SchemaColumn }
  /** `isLikely`: concluded from position and type, because the database gives columns no ids. */
  | { kind: "renamed"; before: SchemaColumn; after: SchemaColumn; isLikely: boolean };

type Columns = readonly SchemaColumn[];

/**
 * What changed between two descriptions of a dataset's columns, in the order of the old columns, then the new ones. A rename
 * is certain if the column kept its id (PostgreSQL's `attnum`). Without ids it is likely if a removed and an added column
 * share position and type, and neither shares both with any other. A column that was dropped and made again under the same
 * name has another id, and counts as removed and added. Pure.
 */
export function schemaChanges(before: Columns, after: Columns): SchemaChange[] {
  const pairs = pairColumns(before, after);
  const fromPairs = before.flatMap((column): SchemaChange[] => {
    const pair = pairs.get(column);
    return pair ? changesOf(column, pair.column, pair.isLikely) : [{ kind: "removed", column }];
  });
  const paired = new Set([...pairs.values()].map((pair) => pair.column));
  const added = after.filter((column) => !paired.has(column));
  return [...fromPairs, ...added.map((column): SchemaChange => ({ kind: "added", column }))];
}

function changesOf(before: SchemaColumn, after: SchemaColumn, isLikely: boolean): SchemaChange[] {
  const changes: SchemaChange[] = [];
  if (before.name !== after.name) changes.push({ kind: "renamed", before, after, isLikely });
  if (isOtherType(before, after)) changes.push({ kind: "type_changed", before, after });
  return changes;
}

/** The new column that each old one became. */
function pairColumns(
  before: Columns,
  after: Columns,
): Map<SchemaColumn, { column: SchemaColumn; isLikely: boolean }> {
  const pairs = new Map<SchemaColumn, { column: SchemaColumn; isLikely: boolean }>();
  const hasIds = [...before, ...after].every((column) => column.id !== null);
  const keyOf = (column: SchemaColumn) => (hasIds ? column.id : column.name);
  const byKey = new Map(after.map((column) => [keyOf(column), column]));
  for (const column of before) {
    const same = byKey.get(keyOf(column));
    if (same) pairs.set(column, { column: same, isLikely: false });
  }
  if (hasIds) return pairs;
  const taken = new Set([...pairs.values()].map((pair) => pair.column));
  const removed = before.filter((column) => !pairs.has(column));
  const added = after.filter((column) => !taken.has(column));
  for (const column of removed) {
    const [candidate, ...others] = added.filter((other) => isSamePlace(column, other));
    const rivals = removed.filter((other) => candidate && isSamePlace(other, candidate));
    if (candidate && others.length === 0 && rivals.length === 1)
      pairs.set(column, { column: candidate, isLikely: true });
  }
  return pairs;
}

function isSamePlace(a: SchemaColumn, b: SchemaColumn): boolean {
  return a.position === b.position && a.type !== null && b.type !== null && !isOtherType(a, b);
}

/** An unknown type is no change. */
function isOtherType(a: SchemaColumn, b: SchemaColumn): boolean {
  return a.type !== null && b.type !== null && a.type.toLowerCase() !== b.type.toLowerCase();
}
