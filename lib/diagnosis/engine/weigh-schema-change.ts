import type { EvidencePiece, PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { CodeReason } from "@/lib/diagnosis/engine/weigh-code";
import { EVIDENCE_WEIGHT } from "@/lib/diagnosis/inference/weights";
import type { ColumnChange, SchemaChangeFacts } from "@/lib/evidence/schemas";

/**
 * What a change of a table's columns says about a failure. A change that the error names explains it; another change of a
 * table of the task is a weak sign, and so is a change of a table that nothing ties to the failure. `names`: columns and tables that the failure mentions. Pure.
 */
export function weighSchemaChange(piece: PieceOf<"schema_change">, names: readonly string[]): CodeReason[] {
  const { facts } = piece;
  if (facts === null) return mentioned(piece, names);
  const [index, change] = decisiveChange(facts, names) ?? [];
  if (facts.match === "name") {
    const possible = index === undefined || !change ? null : sentenceOf(change, facts.table);
    const claim = `${possible}, but nothing shows that the pipeline uses this table`;
    return possible === null
      ? []
      : [
          {
            line: (index ?? 0) + 1,
            claim,
            weights: EVIDENCE_WEIGHT.schemaSharesName,
            step: { category: null, text: confirmingStep(facts.table) },
          },
        ];
  }
  if (index !== undefined && change) {
    const happened = sentenceOf(change, facts.table);
    return [
      {
        line: index + 1,
        claim: `${happened} ${periodOf(change)}`,
        weights: EVIDENCE_WEIGHT.schemaChangeNames,
        cause: { category: "schema_change", text: `${happened} ${periodOf(change)}` },
        step: { category: "schema_change", text: repairStep(change, facts.table) },
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

/** What would show that a change of a table matters that nothing ties to the failure. */
function confirmingStep(table: string): string {
  return `Check whether the pipeline reads or writes \`${table}\`, in its code or its SQL; if it does, the change of that table is the likely cause`;
}

function repairStep({ kind, column, formerColumn, type, formerType }: ColumnChange, table: string): string {
  switch (kind) {
    case "renamed":
      return `Use \`${column}\` instead of \`${formerColumn}\` where the pipeline uses \`${table}\`, or have the old name restored`;
    case "removed":
      return `Stop using \`${column}\` of \`${table}\`, or have the column restored`;
    case "type_changed":
      return `Convert \`${column}\` of \`${table}\`, which is now ${type} instead of ${formerType}, or have the old type restored`;
    case "table_dropped":
      return `Find out who dropped \`${table}\` and why, and restore it or point the pipeline to its replacement`;
    case "added":
    case "table_created":
      return `Check whether the pipeline copes with the change of \`${table}\``;
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
