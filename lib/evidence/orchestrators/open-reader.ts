import type { EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createDagsterReader } from "@/lib/evidence/orchestrators/dagster";
import { createDatabricksReader } from "@/lib/evidence/orchestrators/databricks";
import { createDbtCloudReader } from "@/lib/evidence/orchestrators/dbt-cloud";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";
import type { FailureReport } from "@/lib/failures/schemas";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

interface ReaderKind {
  open: (connection: SourceConnection) => OrchestratorReader;
  /** Whether its API has the statements that ran, with their templates filled in. */
  hasRenderedCode?: true;
  /** Whether its API has the reported run; by default that of every report. */
  covers?: (report: FailureReport) => boolean;
}

/** Readers by source kind. To add one, add a file and list it here. */
const READERS = new Map<string, ReaderKind>([
  ["airflow", { open: createAirflowReader, hasRenderedCode: true }],
  ["prefect", { open: createPrefectReader }],
  ["dagster", { open: createDagsterReader }],
  ["databricks", { open: createDatabricksReader }],
  // Runs of dbt Core are reported by their artifacts and have no API.
  [
    "dbt",
    {
      open: createDbtCloudReader,
      hasRenderedCode: true,
      covers: ({ refs }) => refs["dbt_cloud_run"] != null,
    },
  ],
]);

/** The kinds of sources whose API collectors can read. */
export const READ_KINDS: readonly string[] = [...READERS.keys()];

/** What tells whether an API can be read. */
interface Reported {
  source: { kind: string };
  report: FailureReport;
}

/** The reader of this kind of source, if its API has the reported run. */
function readerKindOf({ source, report }: Reported): ReaderKind | null {
  const found = READERS.get(source.kind);
  return found && (found.covers?.(report) ?? true) ? found : null;
}

/** Whether there is an API that has the reported run, connected or not. */
export function hasOrchestratorApi(reported: Reported): boolean {
  return readerKindOf(reported) !== null;
}

/** Whether that API has the statements that ran. */
export function hasRenderedCode(reported: Reported): boolean {
  return readerKindOf(reported)?.hasRenderedCode === true;
}

/**
 * A reader for the source's API, or null if none is connected. Cached, so that it signs in only once; a new URL or new
 * credentials create a new reader.
 */
export function orchestratorReader(incident: EvidenceTarget): OrchestratorReader | null {
  const { source, connection, pipeline } = incident;
  const { id, kind } = source;
  const readerKind = readerKindOf(incident);
  if (!connection || !pipeline || !readerKind) return null;
  const key = JSON.stringify([id, kind, connection]);
  const known = cache.get(key);
  if (known) return known;
  const reader = readerKind.open(connection);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, reader);
  return reader;
}
