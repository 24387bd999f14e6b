import { datasetOfUri } from "@/lib/lineage/dataset-name";
import { DatasetFact, LineageFact } from "@/lib/lineage/schemas";
import type { Asset, AssetEvent } from "@/lib/vendors/airflow/schemas";

/** Names under which tasks write into an asset event's `extra` how many rows they wrote. */
const ROW_COUNT_KEYS = ["row_count", "rows", "rows_written", "num_rows", "rowCount", "rowsWritten"] as const;

/** Pipelines that start when another one has written an asset. Pure. */
export function assetDependencies(assets: readonly Asset[]): { upstream: string; downstream: string }[] {
  const pairs = new Map<string, { upstream: string; downstream: string }>();
  for (const asset of assets) {
    for (const { dagId: upstream } of asset.producers) {
      for (const downstream of asset.startedDags) {
        if (upstream !== downstream)
          pairs.set(JSON.stringify([upstream, downstream]), { upstream, downstream });
      }
    }
  }
  return [...pairs.values()];
}

/** What DAGs declare to read and write, and what their runs have written. Pure. */
export function assetFacts(assets: readonly Asset[], events: readonly AssetEvent[]): LineageFact[] {
  const declared = assets.flatMap((asset) => {
    const dataset = datasetOf(asset.uri);
    return [
      ...asset.producers.map(({ dagId, taskId }) => fact(dagId, taskId, { writes: [dataset] })),
      ...asset.readers.map(({ dagId, taskId }) => fact(dagId, taskId, { reads: [dataset] })),
      ...asset.startedDags.map((dagId) => fact(dagId, null, { reads: [dataset] })),
    ];
  });
  const written = events.flatMap(({ uri, dagId, taskId, runId, at, extra }) =>
    uri === null || dagId === null
      ? []
      : [
          fact(dagId, taskId, {
            run: runId,
            at,
            writes: [{ ...datasetOf(uri), rowCount: rowCountOf(extra) }],
            hasWritten: true,
          }),
        ],
  );
  return [...declared, ...written];
}

function fact(dagId: string, taskId: string | null, part: Partial<LineageFact>): LineageFact {
  return LineageFact.parse({
    origin: "airflow",
    pipeline: { externalId: dagId, name: dagId },
    task: taskId === null ? null : { externalId: taskId, name: taskId },
    ...part,
  });
}

function datasetOf(uri: string): DatasetFact {
  return DatasetFact.parse(datasetOfUri(uri, "airflow"));
}

function rowCountOf(extra: Record<string, unknown>): number | null {
  for (const key of ROW_COUNT_KEYS) {
    const value = extra[key];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  }
  return null;
}
