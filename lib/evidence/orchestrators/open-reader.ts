import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

/** Whether this kind of source has an API that we read. */
export function hasOrchestratorApi(kind: string): boolean {
  return kind === "airflow" || kind === "prefect";
}

/**
 * A reader of the source's API, or null when none is connected. Kept between calls, so that a login is made
 * once; a change of address or credentials makes a new one.
 */
export function orchestratorReader({ source, connection }: EvidenceTarget): OrchestratorReader | null {
  const { id, kind } = source;
  if (!connection || !hasOrchestratorApi(kind)) return null;
  const key = JSON.stringify([id, kind, connection]);
  const known = cache.get(key);
  if (known) return known;
  const reader = kind === "airflow" ? createAirflowReader(connection) : createPrefectReader(connection);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, reader);
  return reader;
}
