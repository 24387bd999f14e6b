import type { RelevantTable } from "@/lib/evidence/schema-changes/match-changes";
import type { ColumnChange, EvidenceDraft } from "@/lib/evidence/schemas";

/** A piece of evidence for a table: one line per change, those that the error names first. Pure. */
export function toPiece(table: RelevantTable, originName: string): EvidenceDraft {
  const { datasetId, name, namespace, origin, match } = table;
  const changes = table.changes.slice(0, 100);
  return {
    kind: "schema_change",
    key: `${datasetId}|${origin}`,
    status: "ok",
    title: `${name}: ${changes.map(shortChange).join(", ")}`.slice(0, 200),
    text: [...changes.map((change) => `${name}: ${describeChange(change)}`), `Seen by ${originName}`].join(
      "\n",
    ),
    facts: { schemaVersion: 1, table: name, namespace, origin, originName, match, changes },
    provenance: "fact",
    relevance: table.relevance,
    relevanceReason: table.reason,
    startLine: null,
    truncated: table.changes.length > changes.length,
    message: null,
  };
}

/** What happened to a column or table, without its table: `column customer_id (text) was renamed to client_id between …`. Pure. */
export function describeChange(change: ColumnChange): string {
  const { after, before } = change;
  const when = after === null ? `by ${before}` : `between ${after} and ${before}`;
  return `${sentenceOf(change)} ${when}`;
}

function sentenceOf({ kind, column, formerColumn, type, formerType, isLikely }: ColumnChange): string {
  switch (kind) {
    case "added":
      return `column ${withType(column, type)} was added`;
    case "removed":
      return `column ${withType(column, formerType)} was removed`;
    case "renamed":
      return `column ${withType(formerColumn, formerType)} was ${isLikely ? "probably " : ""}renamed to ${column}`;
    case "type_changed":
      return `the type of column ${column} changed from ${formerType ?? "unknown"} to ${type ?? "unknown"}`;
    case "table_dropped":
      return "the table was dropped";
    case "table_created":
      return "the table was created";
  }
}

function withType(column: string | null, type: string | null): string {
  return type === null ? (column ?? "") : `${column} (${type})`;
}

function shortChange({ kind, column, formerColumn, type }: ColumnChange): string {
  switch (kind) {
    case "added":
      return `${column} added`;
    case "removed":
      return `${column} removed`;
    case "renamed":
      return `${formerColumn} renamed to ${column}`;
    case "type_changed":
      return `${column} is now ${type ?? "of another type"}`;
    case "table_dropped":
      return "dropped";
    case "table_created":
      return "created";
  }
}
