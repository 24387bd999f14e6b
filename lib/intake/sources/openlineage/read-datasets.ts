import { canonicalNamespace, datasetOfUri, type DatasetName } from "@/lib/lineage/dataset-name";
import type { DATASET_KINDS, DatasetFact, SchemaColumn } from "@/lib/lineage/schemas";
import { intOf, lenientText, objectOf } from "@/lib/intake/sources/lenient";
import { listOfObjects } from "@/lib/intake/sources/openlineage/assertions";
import { parsePythonRepr } from "@/lib/intake/sources/openlineage/python-repr";

/** More than is recorded, so that what is left out can be said. */
const MAX_VERSION_LENGTH = 200;
const MAX_DATASETS = 5_000;
const MAX_FIELDS = 50_000;
const MAX_FIELD_DEPTH = 8;
const MAX_NAME_LENGTH = 1_001;

type Kind = (typeof DATASET_KINDS)[number];

/** The datasets of an event's `inputs` or `outputs`. Pure. */
export function readDatasets(value: unknown, direction: "reads" | "writes"): DatasetFact[] {
  return listOfObjects(value, MAX_DATASETS).flatMap((item) => readDataset(item, direction) ?? []);
}

/** A dataset with its facets; null without a name. */
export function readDataset(
  item: Record<string, unknown>,
  direction: "reads" | "writes",
): DatasetFact | null {
  const named = nameOf(item);
  if (!named) return null;
  const facets = objectOf(item["facets"]) ?? {};
  const statistics =
    direction === "writes" ? objectOf(objectOf(item["outputFacets"])?.["outputStatistics"]) : null;
  return {
    ...named,
    kind: kindOf(facets, named.namespace),
    owner: ownerOf(facets["ownership"]),
    columns: columnsOf(facets["schema"]),
    rowCount: countOf(statistics?.["rowCount"]),
    sizeBytes: countOf(statistics?.["size"]),
    // DatasetVersionDatasetFacet
    version: lenientText(objectOf(facets["version"])?.["datasetVersion"], MAX_VERSION_LENGTH),
  };
}

function nameOf(item: Record<string, unknown>): DatasetName | null {
  const name = lenientText(item["name"], MAX_NAME_LENGTH);
  const namespace = lenientText(item["namespace"], MAX_NAME_LENGTH);
  return name === null || namespace === null ? null : { namespace: canonicalNamespace(namespace), name };
}

/** A dataset of which only the name is known. */
function bare(named: DatasetName): DatasetFact {
  return {
    ...named,
    kind: kindOf({}, named.namespace),
    owner: null,
    columns: null,
    rowCount: null,
    sizeBytes: null,
  };
}

/** The name of the first owner in an `ownership` facet. */
export function ownerOf(facet: unknown): string | null {
  const [first] = listOfObjects(objectOf(facet)?.["owners"], 1);
  return first ? lenientText(first["name"], 200) : null;
}

const KINDS_OF_TYPES: Record<string, Kind> = {
  TABLE: "table",
  VIEW: "table",
  MATERIALIZED_VIEW: "table",
  EXTERNAL_TABLE: "table",
  FILE: "file",
  TOPIC: "topic",
  STREAM: "topic",
  DASHBOARD: "dashboard",
};

const FILE_SCHEMES = new Set(["s3", "gs", "abfss", "abfs", "wasbs", "hdfs", "file", "dbfs", "adl"]);
const DATABASE_SCHEMES =
  /^(?:postgres|mysql|redshift|mssql|oracle|trino|clickhouse|snowflake|duckdb|sqlite|hive|athena|awsathena|teradata|databricks|unitycatalog|spanner|cassandra)$/;

function kindOf(facets: Record<string, unknown>, namespace: string): Kind {
  const type = lenientText(objectOf(facets["datasetType"])?.["datasetType"], 100)?.toUpperCase();
  const told = type && KINDS_OF_TYPES[type];
  if (told) return told;
  const scheme = namespace.split(":", 1)[0] ?? "";
  if (FILE_SCHEMES.has(scheme)) return "file";
  if (scheme === "kafka") return "topic";
  return DATABASE_SCHEMES.test(scheme) || scheme === "bigquery" ? "table" : "dataset";
}

/**
 * The columns of a `schema` facet; the fields of a struct follow it as `struct.field`, and then positions are places in this
 * list.
 */
function columnsOf(facet: unknown): SchemaColumn[] | null {
  const fields = objectOf(facet)?.["fields"];
  if (!Array.isArray(fields) || fields.length === 0) return null;
  const columns: SchemaColumn[] = [];
  addColumns(fields, "", 0, columns);
  const isNested = columns.some(({ name }, i) => i > 0 && name.startsWith(`${columns[i - 1]?.name}.`));
  return isNested ? columns.map((column, i) => ({ ...column, position: i + 1 })) : columns;
}

function addColumns(fields: unknown, prefix: string, depth: number, columns: SchemaColumn[]): void {
  if (depth > MAX_FIELD_DEPTH) return;
  for (const [index, field] of listOfObjects(fields, MAX_FIELDS).entries()) {
    if (columns.length >= MAX_FIELDS) return;
    const name = lenientText(field["name"], 300);
    if (name === null) continue;
    columns.push({
      name: `${prefix}${name}`,
      type: lenientText(field["type"], 500),
      position: intOf(field["ordinal_position"]) ?? index + 1,
      isNullable: null,
      id: null,
    });
    addColumns(field["fields"], `${prefix}${name}.`, depth + 1, columns);
  }
}

/** The datasets that the column lineage of outputs names as their origin. */
export function columnOrigins(outputs: unknown): DatasetFact[] {
  const found = new Map<string, DatasetFact>();
  for (const output of listOfObjects(outputs, MAX_DATASETS)) {
    for (const origin of originsOf(output)) {
      if (found.size >= MAX_DATASETS) break;
      found.set(JSON.stringify([origin.namespace, origin.name]), origin);
    }
  }
  return [...found.values()];
}

/** The datasets that one dataset's `columnLineage` or `lineage` facet names as its origin. */
export function originsOf(dataset: Record<string, unknown>): DatasetFact[] {
  const facets = objectOf(dataset["facets"]);
  const columns = objectOf(facets?.["columnLineage"]);
  const lineage = objectOf(facets?.["lineage"]);
  const fields = (facet: Record<string, unknown> | null, key: string) =>
    Object.values(objectOf(facet?.["fields"]) ?? {})
      .slice(0, MAX_FIELDS)
      .flatMap((field) => listOfObjects(objectOf(field)?.[key], MAX_DATASETS));
  return [
    ...fields(columns, "inputFields"),
    ...listOfObjects(columns?.["dataset"], MAX_DATASETS),
    ...fields(lineage, "inputs"),
    ...listOfObjects(lineage?.["inputs"], MAX_DATASETS),
  ].flatMap((input) => {
    const named = nameOf(input);
    return named && input["type"] !== "JOB" ? [bare(named)] : [];
  });
}

/**
 * The datasets of an Airflow task's inlets or outlets, which the provider sends as a Python literal. What a task put into its
 * asset event as `rows` or `row_count` counts as the rows it wrote.
 */
export function airflowAssets(value: unknown): DatasetFact[] {
  const list = typeof value === "string" ? parsePythonRepr(value) : value;
  const found = new Map<string, DatasetFact>();
  for (const asset of listOfObjects(list, MAX_DATASETS)) {
    const fact = datasetOfAsset(asset["uri"]);
    if (!fact) continue;
    const extra = objectOf(asset["extra"]);
    const rows = extra && ROW_KEYS.map((key) => countOf(extra[key])).find((count) => count !== null);
    const key = JSON.stringify([fact.namespace, fact.name]);
    found.set(key, { ...fact, rowCount: rows ?? found.get(key)?.rowCount ?? null });
  }
  return [...found.values()];
}

const ROW_KEYS = ["rows", "row_count", "rowCount", "num_rows"];

/** The dataset of an asset's URI; null if it is none. */
export function datasetOfAsset(uri: unknown): DatasetFact | null {
  const text = lenientText(uri, MAX_NAME_LENGTH);
  return text === null ? null : bare(datasetOfUri(text, "airflow"));
}

function countOf(value: unknown): number | null {
  const count = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : null;
}
