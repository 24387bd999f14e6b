import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

/** The APIs that are read, by kind of source. Adding one is adding a file and naming it here. */
const READERS = new Map<string, (connection: SourceConnection) => OrchestratorReader>([
  ["airflow", createAirflowReader],
  ["prefect", createPrefectReader],
]);

/** Whether this kind of source has an API that we read. */
export function hasOrchestratorApi(kind: string): boolean {
  return READERS.has(kind);
}

/**
 * A reader of the source's API, or null when none is connected. Kept between calls, so that a login is made
 * once; a change of address or credentials makes a new one.
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
