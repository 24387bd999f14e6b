import { z } from "zod";

export const DATASET_KINDS = ["table", "file", "topic", "dashboard", "dataset"] as const;

/** A column of a dataset, as its source describes it. */
export const SchemaColumn = z.object({
  name: z.string(),
  type: z.string().nullable(),
  /** From 1. */
  position: z.number().int(),
  isNullable: z.boolean().nullable().default(null),
  /** Identifies the column across renames, where the database has such an id (PostgreSQL's `attnum`). */
  id: z.string().nullable().default(null),
});
export type SchemaColumn = z.infer<typeof SchemaColumn>;

/** A dataset as one event describes it; namespace and name as in OpenLineage's naming rules. */
export const DatasetFact = z.object({
  namespace: z.string(),
  name: z.string(),
  kind: z.enum(DATASET_KINDS).default("dataset"),
  owner: z.string().nullable().default(null),
  /** In order; null if unknown. */
  columns: z.array(SchemaColumn).nullable().default(null),
  /** What the run wrote; null if unknown. */
  rowCount: z.number().int().nonnegative().nullable().default(null),
  sizeBytes: z.number().int().nonnegative().nullable().default(null),
  /** The version of the contents after the run, as the table format counts them (Iceberg, Delta); null if unknown. */
  version: z.string().nullish(),
});
export type DatasetFact = z.infer<typeof DatasetFact>;

export const LINEAGE_ORIGINS = ["openlineage", "dbt", "airflow", "dagster", "sql"] as const;

/** What a pipeline, or one of its tasks, reads and writes, as told by one event. */
export const LineageFact = z.object({
  origin: z.enum(LINEAGE_ORIGINS),
  /** `externalId` as in reports of the same source; null if only datasets are described. */
  pipeline: z.object({ externalId: z.string(), name: z.string() }).nullable(),
  task: z.object({ externalId: z.string(), name: z.string() }).nullable().default(null),
  /** The orchestrator's run id. */
  run: z.string().nullable().default(null),
  /** ISO 8601 with `Z`; null for the time of receipt. */
  at: z.string().nullable().default(null),
  reads: z.array(DatasetFact).default([]),
  writes: z.array(DatasetFact).default([]),
  /** Whether the run has written its outputs, rather than only declared them. */
  hasWritten: z.boolean().default(false),
  /** Datasets made from others where no task is known, such as dashboards on tables. */
  derived: z.array(z.object({ from: DatasetFact, to: DatasetFact })).default([]),
  /** Datasets that are described on their own. */
  described: z.array(DatasetFact).optional(),
});
export type LineageFact = z.infer<typeof LineageFact>;
