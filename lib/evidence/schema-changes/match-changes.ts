import { matchDataset } from "@/lib/lineage/match-dataset";
import type { ColumnChange } from "@/lib/evidence/schemas";

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
  /** Datasets that the task reads or writes, by id. */
  ofTask: ReadonlyMap<string, "reads" | "writes">;
}

export interface RelevantTable extends ChangedTable {
  /** `column`: the error names a changed column, or the table that is gone; `table`: only the table is the task's. */
  match: "column" | "table";
  relevance: number;
  reason: string;
}

const MAX_TABLES = 5;

/**
 * The changed tables that may matter for a failure, the most relevant first: those whose changed column the error names, then
 * other changes of the task's tables. Changes of other tables are left out, unless the error names their column and no table of
 * the task is known. Pure.
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
        : inTexts.has(datasetId)
          ? "the log or the code names the table"
          : null;
    const changes = table.changes.map((change) => ({
      ...change,
      isNamed: isNamed(change, failure.names) || (change.kind === "table_dropped" && inError.has(datasetId)),
    }));
    const named = changes.find((change) => change.isNamed);
    if (link === null && (named === undefined || hasTable)) return [];
    const rated = { ...table, changes };
    if (named === undefined) {
      const isAddition = changes.every(({ kind }) => kind === "added" || kind === "table_created");
      return [{ ...rated, match: "table", relevance: isAddition ? 0.35 : 0.6, reason: link ?? "" }];
    }
    const what = named.formerColumn ?? named.column;
    const reasons = [what === null ? "the table was dropped" : `the error names ${what}`, link].filter(
      Boolean,
    );
    return [
      { ...rated, match: "column", relevance: link === null ? 0.7 : 0.95, reason: reasons.join(", and ") },
    ];
  });
  return found.toSorted((a, b) => b.relevance - a.relevance).slice(0, MAX_TABLES);
}

/** Whether the error names the column. An added column cannot be missing. */
function isNamed({ kind, column, formerColumn }: ColumnChange, names: readonly string[]): boolean {
  if (kind === "added") return false;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return [formerColumn, column].some((name) => name !== null && wanted.has(name.toLowerCase()));
}
