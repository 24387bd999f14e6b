import { CONNECT_API, type EvidenceTarget } from "@/lib/evidence/collector";
import { createAirflowReader } from "@/lib/evidence/orchestrators/airflow";
import { createDagsterReader } from "@/lib/evidence/orchestrators/dagster";
import { createDatabricksReader } from "@/lib/evidence/orchestrators/databricks";
import { createDbtCloudReader } from "@/lib/evidence/orchestrators/dbt-cloud";
import { createGitHubActionsReader } from "@/lib/evidence/orchestrators/github-actions";
import { createPrefectReader } from "@/lib/evidence/orchestrators/prefect";
import type { OrchestratorReader } from "@/lib/evidence/orchestrators/reader";
import type { FailureReport } from "@/lib/failures/schemas";
import type { SourceConnection } from "@/lib/sources/data";

const MAX_CACHED = 100;
const cache = new Map<string, OrchestratorReader>();

interface ReaderKind {
  /** Null if what it needs is not connected. */
  open: (connected: Connected) => OrchestratorReader | null;
  /** What to do where it is not connected, without a full stop. */
  connect?: string;
  /** Whether its API has the statements that ran, with their templates filled in. */
  hasRenderedCode?: true;
  /** Whether it is read with the workspace's access to GitHub. */
  isReadWithGitHub?: true;
  /** Whether its API has the reported run; by default that of every report. */
  covers?: (report: FailureReport) => boolean;
}

type Connected = Pick<EvidenceTarget, "connection" | "gitHub">;

/** A reader of an API that is connected in the source. */
const ofSource =
  (open: (connection: SourceConnection) => OrchestratorReader) =>
  ({ connection }: Connected) =>
    connection && open(connection);

/** Readers by source kind. To add one, add a file and list it here. */
const READERS = new Map<string, ReaderKind>([
  ["airflow", { open: ofSource(createAirflowReader), hasRenderedCode: true }],
  ["prefect", { open: ofSource(createPrefectReader) }],
  ["dagster", { open: ofSource(createDagsterReader) }],
  ["databricks", { open: ofSource(createDatabricksReader) }],
  [
    "github",
    {
      open: ({ gitHub }) => (gitHub ? createGitHubActionsReader(gitHub) : null),
      connect: "Connect GitHub under Settings → Integrations",
      isReadWithGitHub: true,
    },
  ],
  // Runs of dbt Core are reported by their artifacts and have no API.
  [
    "dbt",
    {
      open: ofSource(createDbtCloudReader),
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

/** Whether this kind of source is read with the workspace's access to GitHub. */
export function isReadWithGitHub(kind: string): boolean {
  return READERS.get(kind)?.isReadWithGitHub === true;
}

/** What to do to connect the API of this kind of source, without a full stop. */
export function connectAdvice(kind: string): string {
  return READERS.get(kind)?.connect ?? CONNECT_API;
}

/**
 * A reader for the source's API, or null if none is connected. Cached, so that it signs in only once; a new URL or new
 * credentials create a new reader.
 */
export function orchestratorReader(incident: EvidenceTarget): OrchestratorReader | null {
  const { source, connection, gitHub, pipeline } = incident;
  const { id, kind } = source;
  const readerKind = readerKindOf(incident);
  if (!pipeline || !readerKind) return null;
  const key = JSON.stringify([id, kind, connection, gitHub]);
  const known = cache.get(key);
  if (known) return known;
  const reader = readerKind.open(incident);
  if (reader === null) return null;
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, reader);
  return reader;
}
