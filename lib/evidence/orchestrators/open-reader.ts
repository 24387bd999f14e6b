import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

interface ReaderKind {
  open: (connection: SourceConnection) => OrchestratorReader;
  /** Whether its API has the statements that ran, with their templates filled in. */
  hasRenderedCode?: true;
}

/** Readers by source kind. To add one, add a file and list it here. */
const READERS = new Map<string, ReaderKind>([
  ["airflow", { open: createAirflowReader, hasRenderedCode: true }],
  ["prefect", { open: createPrefectReader }],
]);

/** Whether we can read the API of this kind of source. */
export function hasOrchestratorApi(kind: string): boolean {
  return READERS.has(kind);
}

/** Whether the API of this kind of source has the statements that ran. */
export function hasRenderedCode(kind: string): boolean {
  return READERS.get(kind)?.hasRenderedCode === true;
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
  const readerKind = READERS.get(kind);
  if (!connection || !pipeline || !readerKind) return null;
  const key = JSON.stringify([id, kind, connection]);
  const known = cache.get(key);
  if (known) return known;
  const reader = readerKind.open(connection);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, reader);
  return reader;
}
