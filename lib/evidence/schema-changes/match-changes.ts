import { matchDataset } from "@/lib/lineage/match-dataset";
import { nameParts } from "@/lib/lineage/dataset-name";
import type { ColumnChange, SchemaChangeFacts } from "@/lib/evidence/schemas";

/** A table whose columns changed, as one origin saw it. */
export interface ChangedTable {
  datasetId: string;
  namespace: string;
  name: string;
  /** `openlineage`, `dbt` or the id of an integration. */
  origin: string;
  changes: ColumnChange[];
}

/** What is known about the failure. */
export interface FailureNames {
  /** Names in the error: columns, tables, keys. */
  names: readonly string[];
  /** Tables named in the error message itself. */
  inError: readonly string[];
  /** Tables named elsewhere: in the log, the rendered statement or the code shown. */
  inTexts: readonly string[];
  /** The log, the rendered statement and the code themselves, which may name a table in other ways than SQL does. */
  texts: readonly string[];
  /** Datasets that the task reads or writes, by id. */
  ofTask: ReadonlyMap<string, "reads" | "writes">;
}

export interface RelevantTable extends ChangedTable {
  /** See `SchemaChangeFacts`. */
  match: SchemaChangeFacts["match"];
  relevance: number;
  reason: string;
}

const MAX_TABLES = 5;

/**
 * The changed tables that may matter for a failure, the most relevant first: those whose changed column the error names, then
 * other changes of the task's tables. Changes of other tables are left out, unless the error names their column and no table of
 * the task is known: that is only a possibility, because tables share names of columns, and the most common names are not
 * even that. Pure.
 */
export function relevantChanges(tables: readonly ChangedTable[], failure: FailureNames): RelevantTable[] {
  const tablesNamed = (names: readonly string[]) =>
    new Set(names.flatMap((name) => matchDataset(name, tables)).map(({ datasetId }) => datasetId));
  const [inError, inTexts] = [tablesNamed(failure.inError), tablesNamed(failure.inTexts)];
  const hasTable = failure.ofTask.size > 0 || failure.inError.length > 0;
  const found = tables.flatMap((table): RelevantTable[] => {
    const { datasetId } = table;
    const direction = failure.ofTask.get(datasetId);
    const link = inError.has(datasetId)
      ? "the error names the table"
      : direction !== undefined
        ? `the task ${direction} the table`
        : inTexts.has(datasetId) || failure.texts.some((text) => namesTable(text, table.name))
          ? "the log or the code names the table"
          : null;
    const changes = table.changes.map((change) => ({
      ...change,
      isNamed: isNamed(change, failure.names) || (change.kind === "table_dropped" && inError.has(datasetId)),
    }));
    const named = changes.find((change) => change.isNamed);
    const rated = { ...table, changes };
    if (link === null) {
      const name = named?.formerColumn ?? named?.column ?? null;
      if (name === null || hasTable || COMMON_COLUMNS.has(name.toLowerCase())) return [];
      const reason = `the error names ${name}, but nothing shows that the task uses this table`;
      return [{ ...rated, match: "name", relevance: 0.3, reason }];
    }
    if (named === undefined) {
      const isAddition = changes.every(({ kind }) => kind === "added" || kind === "table_created");
      return [{ ...rated, match: "table", relevance: isAddition ? 0.35 : 0.6, reason: link }];
    }
    const what = named.formerColumn ?? named.column;
    const happened = what === null ? "the table was dropped" : `the error names ${what}`;
    return [{ ...rated, match: "column", relevance: 0.95, reason: `${happened}, and ${link}` }];
  });
  return found.toSorted((a, b) => b.relevance - a.relevance).slice(0, MAX_TABLES);
}

/** Columns that so many tables have that their name says nothing about which table is meant. */
const COMMON_COLUMNS = new Set([
  "id", "uuid", "guid", "key", "code", "name", "title", "type", "kind", "status", "state", "value", "description", "comment",
  "date", "time", "timestamp", "ts", "dt", "ds", "day", "month", "year", "created", "updated", "created_at", "updated_at",
  "deleted_at", "inserted_at", "modified_at", "loaded_at", "created_on", "updated_on", "created_by", "updated_by", "create_time",
  "update_time", "event_time", "start_date", "end_date", "start_time", "end_time", "url", "version", "count",
  "is_active", "is_deleted",
]); // prettier-ignore

const MAX_TEXT = 300_000;

/**
 * Whether a text names the table with its schema, however it is written: `raw.orders` in a message or a call,
 * `"raw"."orders"` in a statement.
 */
function namesTable(text: string, table: string): boolean {
  const name = nameParts(table).slice(-2).join(".");
  if (!name.includes(".")) return false;
  const said = text
    .slice(0, MAX_TEXT)
    .toLowerCase()
    .replaceAll(/["`[\]]/g, "");
  for (let at = said.indexOf(name); at !== -1; at = said.indexOf(name, at + 1)) {
    const [before = "", after = ""] = [
      said.slice(Math.max(0, at - 1), at),
      said.slice(at + name.length, at + name.length + 2),
    ];
    if (!/[\w-]/.test(before) && !/^(?:[\w-]|\.\w)/.test(after)) return true;
  }
  return false;
}

/** Whether the error names the column. An added column cannot be missing. */
function isNamed({ kind, column, formerColumn }: ColumnChange, names: readonly string[]): boolean {
  if (kind === "added") return false;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return [formerColumn, column].some((name) => name !== null && wanted.has(name.toLowerCase()));
}
