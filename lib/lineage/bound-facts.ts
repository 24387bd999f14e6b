import type { DatasetFact, LineageFact, SchemaColumn } from "@/lib/lineage/schemas";

/** Limits of what one event may add. PostgreSQL allows 1,600 columns in a table; wide files have more. */
const MAX_FACTS = 2_000;
const MAX_DATASETS = 500;
const MAX_DERIVED = 2_000;
const MAX_COLUMNS = 2_000;
const MAX_NAME_LENGTH = 1_000;
const MAX_COLUMN_NAME_LENGTH = 300;
const MAX_TYPE_LENGTH = 500;
const MAX_NOTES = 20;
/** PostgreSQL's bigint. */
const MAX_COUNT = Number.MAX_SAFE_INTEGER;

export interface BoundFacts {
  facts: LineageFact[];
  /** What was left out, in sentences. */
  notes: string[];
}

/** Facts cut to the limits, and what that left out. Names are never cut, because they identify: longer ones are left out. Pure. */
export function boundFacts(given: readonly LineageFact[]): BoundFacts {
  const notes = new Set<string>();
  const facts = firstOf(given, MAX_FACTS, "lineage facts", notes).map((fact) => ({
    ...fact,
    reads: boundDatasets(fact.reads, "inputs", notes),
    writes: boundDatasets(fact.writes, "outputs", notes),
    ...(fact.described && { described: boundDatasets(fact.described, "datasets", notes) }),
    derived: firstOf(fact.derived, MAX_DERIVED, "dependencies", notes).flatMap(({ from, to }) => {
      const [boundFrom, boundTo] = [boundDatasets([from], "", notes)[0], boundDatasets([to], "", notes)[0]];
      return boundFrom && boundTo ? [{ from: boundFrom, to: boundTo }] : [];
    }),
  }));
  return { facts, notes: [...notes].slice(0, MAX_NOTES) };
}

function boundDatasets(given: readonly DatasetFact[], what: string, notes: Set<string>): DatasetFact[] {
  return firstOf(given, MAX_DATASETS, what, notes).flatMap((dataset) => {
    const { namespace, name, owner } = dataset;
    if (name === "" || name.length > MAX_NAME_LENGTH || namespace.length > MAX_NAME_LENGTH) {
      notes.add(
        name === ""
          ? "A dataset without a name was left out."
          : `A dataset whose name has more than ${format(MAX_NAME_LENGTH)} characters was left out: ${name.slice(0, 60)}…`,
      );
      return [];
    }
    return [
      {
        ...dataset,
        owner: owner === null ? null : owner.slice(0, MAX_COLUMN_NAME_LENGTH),
        columns: dataset.columns && boundColumns(dataset.columns, name, notes),
        rowCount: countOf(dataset.rowCount),
        sizeBytes: countOf(dataset.sizeBytes),
      },
    ];
  });
}

function boundColumns(columns: readonly SchemaColumn[], dataset: string, notes: Set<string>): SchemaColumn[] {
  return firstOf(columns, MAX_COLUMNS, `columns of ${dataset.slice(0, 100)}`, notes).map((column) => ({
    ...column,
    name: column.name.slice(0, MAX_COLUMN_NAME_LENGTH),
    type: column.type === null ? null : column.type.slice(0, MAX_TYPE_LENGTH),
  }));
}

function firstOf<Item>(items: readonly Item[], max: number, what: string, notes: Set<string>): Item[] {
  if (items.length > max)
    notes.add(`Only the first ${format(max)} of ${format(items.length)} ${what} were recorded.`);
  return items.slice(0, max);
}

function countOf(count: number | null): number | null {
  return count === null || count > MAX_COUNT || count < 0 ? null : count;
}

function format(count: number): string {
  return count.toLocaleString("en-US");
}
