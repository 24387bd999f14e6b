import type { EvidencePiece, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { CodeReason } from "@/lib/diagnosis/engine/weigh-code";
import { EVIDENCE_WEIGHT } from "@/lib/diagnosis/inference/weights";
import type { ColumnChange, SchemaChangeFacts } from "@/lib/evidence/schemas";

/**
 * What a change of a table's columns says about a failure. A change that the error names explains it; another change of a
 * table of the task is a weak sign. `names`: columns and tables that the failure mentions. Pure.
 */
export function weighSchemaChange(piece: PieceOf<"schema_change">, names: readonly string[]): CodeReason[] {
  const { facts } = piece;
  if (facts === null) return mentioned(piece, names);
  const [index, change] = decisiveChange(facts, names) ?? [];
  if (index !== undefined && change) {
    const happened = sentenceOf(change, facts.table);
    return [
      {
        line: index + 1,
        claim: `${happened} ${periodOf(change)}`,
        weights: EVIDENCE_WEIGHT.schemaChangeNames,
        cause: { category: "schema_change", text: `${happened} ${periodOf(change)}` },
      },
    ];
  }
  const hasOnlyGrown = facts.changes.every(({ kind }) => kind === "added" || kind === "table_created");
  const weights = hasOnlyGrown ? EVIDENCE_WEIGHT.schemaOfTaskGrew : EVIDENCE_WEIGHT.schemaOfTaskChanged;
  return [{ line: 1, claim: `\`${facts.table}\` changed between the last success and the failure`, weights }];
}

/** The change that the error names, with its place in the list: a column that is gone, or the whole table. */
function decisiveChange(
  { changes, table }: SchemaChangeFacts,
  names: readonly string[],
): [number, ColumnChange] | null {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const isMentioned = (name: string | null) => name !== null && wanted.has(name.toLowerCase());
  const explains = ({ kind, column, formerColumn, isNamed }: ColumnChange) => {
    if (isNamed) return true;
    if (kind === "table_dropped") return isMentioned(table) || isMentioned(table.split(".").at(-1) ?? null);
    return kind !== "added" && (isMentioned(formerColumn) || isMentioned(column));
  };
  return [...changes.entries()].find(([, change]) => explains(change)) ?? null;
}

/** A sentence without its full stop. */
function sentenceOf(
  { kind, column, formerColumn, type, formerType, isLikely }: ColumnChange,
  table: string,
): string {
  switch (kind) {
    case "added":
      return `Column \`${column}\` was added to \`${table}\``;
    case "removed":
      return `Column \`${column}\` was removed from \`${table}\``;
    case "renamed":
      return `Column \`${formerColumn}\` of \`${table}\` was ${isLikely ? "probably " : ""}renamed to \`${column}\``;
    case "type_changed":
      return `The type of column \`${column}\` of \`${table}\` changed from ${formerType} to ${type}`;
    case "table_dropped":
      return `Table \`${table}\` was dropped`;
    case "table_created":
      return `Table \`${table}\` was created`;
  }
}

function periodOf({ after, before }: ColumnChange): string {
  return after === null ? `by ${minute(before)}` : `between ${minute(after)} and ${minute(before)}`;
}

/** `2026-11-21 07:41 UTC`. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace("T", " ")} UTC`;
}

/** For evidence without facts: the first line that contains one of the names as a word. */
function mentioned(piece: EvidencePiece, names: readonly string[]): CodeReason[] {
  const lines = piece.text.split("\n");
  for (const name of names) {
    const wanted = name.toLowerCase();
    const at = lines.findIndex((line) =>
      line
        .toLowerCase()
        .split(/[^\w]+/)
        .includes(wanted),
    );
    if (at === -1) continue;
    const claim = `A schema change involves \`${name}\`, which the failure mentions`;
    return [{ line: at + 1, claim, weights: EVIDENCE_WEIGHT.schemaChangeNames }];
  }
  return [];
}
