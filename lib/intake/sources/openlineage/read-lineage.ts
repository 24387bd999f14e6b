import type { DatasetFact, LineageFact } from "@/lib/lineage/schemas";
import { objectOf } from "@/lib/intake/sources/lenient";
import { listOfObjects } from "@/lib/intake/sources/openlineage/assertions";
import {
  airflowAssets,
  columnOrigins,
  datasetOfAsset,
  originsOf,
  readDataset,
  readDatasets,
} from "@/lib/intake/sources/openlineage/read-datasets";
import type { EventPlace, RunEvent } from "@/lib/intake/sources/openlineage/read-event";
import type { OpenLineageEvent } from "@/lib/intake/sources/openlineage/schema";

const MAX_ASSETS = 500;

type Ends = Pick<OpenLineageEvent, "inputs" | "outputs">;

/** What a run reads and writes, as one of its events says. Pure. */
export function runLineage(event: RunEvent, ends: Ends, place: EventPlace): LineageFact {
  const task = event.airflow?.task ?? null;
  const reads = [
    ...readDatasets(ends.inputs, "reads"),
    ...columnOrigins(ends.outputs),
    ...airflowAssets(task?.inlets),
    ...triggeringAssets(event),
  ];
  const writes = [...readDatasets(ends.outputs, "writes"), ...airflowAssets(task?.outlets)];
  const isCounted = writes.some((dataset) => dataset.rowCount !== null || dataset.sizeBytes !== null);
  return {
    // dbt describes the columns of its project's files, the others those of the database.
    origin: event.integration === "DBT" ? "dbt" : "openlineage",
    pipeline: place.pipeline,
    task: place.task,
    run: place.run,
    at: event.at,
    reads: unique(reads),
    writes: unique(writes),
    hasWritten: event.type === "COMPLETE" || (isCounted && event.type !== "START"),
    derived: [],
  };
}

/** What a job is declared to read and write. */
export function jobLineage(
  pipeline: { externalId: string; name: string },
  event: OpenLineageEvent,
): LineageFact {
  return {
    origin: "openlineage",
    pipeline,
    task: null,
    run: null,
    at: event.eventTime,
    reads: unique([...readDatasets(event.inputs, "reads"), ...columnOrigins(event.outputs)]),
    writes: unique(readDatasets(event.outputs, "writes")),
    hasWritten: false,
    derived: [],
  };
}

/** A dataset that was described on its own, with the datasets it is made from; null without a name. */
export function datasetLineage(event: OpenLineageEvent): LineageFact | null {
  const described = objectOf(event.dataset);
  const dataset = described && readDataset(described, "writes");
  if (!described || !dataset) return null;
  return {
    origin: "openlineage",
    pipeline: null,
    task: null,
    run: null,
    at: event.eventTime,
    reads: [],
    writes: [],
    hasWritten: false,
    derived: unique(originsOf(described)).map((from) => ({ from, to: dataset })),
    described: [dataset],
  };
}

/** The assets that a DAG waits for, and those that started this run. */
function triggeringAssets({ airflow, facets }: RunEvent): DatasetFact[] {
  const condition = objectOf(objectOf(airflow?.dag?.timetable)?.["asset_condition"]);
  const upstream = listOfObjects(objectOf(facets?.jobDependencies)?.["upstream"], MAX_ASSETS);
  const events = upstream.flatMap((job) =>
    listOfObjects(objectOf(job["airflow"])?.["asset_events"], MAX_ASSETS),
  );
  return [
    ...assetsIn(condition, 0).map((asset) => asset["uri"]),
    ...events.map((assetEvent) => assetEvent["asset_uri"]),
  ].flatMap((uri) => datasetOfAsset(uri) ?? []);
}

const MAX_CONDITION_DEPTH = 10;

/** The assets of a condition, which may be nested: all of these, any of those. */
function assetsIn(condition: Record<string, unknown> | null, depth: number): Record<string, unknown>[] {
  if (!condition || depth > MAX_CONDITION_DEPTH) return [];
  if (typeof condition["uri"] === "string") return [condition];
  return listOfObjects(condition["objects"], MAX_ASSETS).flatMap((part) => assetsIn(part, depth + 1));
}

/** Each dataset once, with what any mention says about it. */
function unique(datasets: readonly DatasetFact[]): DatasetFact[] {
  const found = new Map<string, DatasetFact>();
  for (const dataset of datasets) {
    const key = JSON.stringify([dataset.namespace, dataset.name]);
    const before = found.get(key);
    found.set(
      key,
      before
        ? {
            ...before,
            owner: before.owner ?? dataset.owner,
            columns: before.columns ?? dataset.columns,
            rowCount: before.rowCount ?? dataset.rowCount,
            sizeBytes: before.sizeBytes ?? dataset.sizeBytes,
          }
        : dataset,
    );
  }
  return [...found.values()];
}
