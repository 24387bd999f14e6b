import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

/** Readers by source kind. To add one, add a file and list it here. */
const READERS = new Map<string, (connection: SourceConnection) => OrchestratorReader>([
  ["airflow", createAirflowReader],
  ["prefect", createPrefectReader],
]);

/** Whether we can read the API of this kind of source. */
export function hasOrchestratorApi(kind: string): boolean {
  return READERS.has(kind);
}

/**
 * A reader for the source's API, or null if none is connected. Cached, so that it signs in only once; a new URL or new
 * credentials create a new reader.
 */
export function orchestratorReader({
  source,
  connection,
  pipeline,
}: EvidenceTarget): OrchestratorReader | null {
  const { id, kind } = source;
  const createReader = READERS.get(kind);
  if (!connection || !pipeline || !createReader) return null;
  const key = JSON.stringify([id, kind, connection]);
  const known = cache.get(key);
  if (known) return known;
  const reader = createReader(connection);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, reader);
  return reader;
}
