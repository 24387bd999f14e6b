import type { FailureReport, ReportException } from "@/lib/failures/schemas";
import { splitDbtError } from "@/lib/intake/sources/dbt/error-message";
import { readDeclared, type DeclaredNodes } from "@/lib/intake/sources/dbt/declared";
import type { Reports } from "@/lib/intake/sources/descriptor";
import {
  downstreamOf,
  lineageOf,
  readManifest,
  type BuiltNode,
  type Manifest,
} from "@/lib/intake/sources/dbt/manifest";
import { DbtMetadata, DbtResult } from "@/lib/intake/sources/dbt/schema";
import { dbtStateMeaning } from "@/lib/intake/sources/dbt/states";
import { lenientText, objectOf, timeOf } from "@/lib/intake/sources/lenient";

/** The failures come first, so that a large project cannot push them out. */
const MAX_REPORTS = 1_000;
const MAX_SQL_CHARACTERS = 10_000;

/** What the command line (`npx pd dbt`) sends, or a bare `run_results.json`. */
interface Artifacts {
  results: unknown;
  manifest: unknown;
  /** What dbt printed when it stopped before running anything. */
  error: string | null;
  pipeline: string | null;
  environment: string | null;
  /** The `--target` of a run that stopped; others say it in their results. */
  target: string | null;
}

interface NodeResult extends DbtResult {
  unique_id: string;
}

/**
 * Normalizes dbt's artifacts: a report for each node that failed, one for the run, and one for each node that succeeded,
 * which ends its earlier failure. Skipped nodes are named, not reported. Tests that only warn count as passed. Pure.
 */
export function normaliseArtifacts(artifacts: Artifacts): Reports {
  const object = objectOf(artifacts.results);
  const manifest = readManifest(artifacts.manifest);
  const metadata = DbtMetadata.parse(objectOf(object?.["metadata"]) ?? {});
  const results = resultsOf(object?.["results"]);
  if (results === null && artifacts.error === null) {
    const message = "expected a list of results, as in dbt's run_results.json";
    return { ok: false, issues: [{ path: "runResults.results", message }] };
  }
  const run = describeRun(artifacts, { manifest, metadata, results: results ?? [], object });
  const failed = (results ?? []).filter((result) => meaningOf(result) === "failed");
  const fine = (results ?? []).filter((result) => meaningOf(result) === "succeeded");
  const reports = [
    ...failed.map((result) => nodeReport(run, result)),
    runReport(run, { results: results ?? [], failed, error: artifacts.error }),
    ...fine.map((result) => nodeReport(run, result)),
  ].slice(0, MAX_REPORTS);
  // What failed comes first, so that a large project cannot push it out.
  const built = [
    ...failed.map((result) => builtNode(run, result)),
    ...notBuilt(run, results ?? [], failed),
    ...fine.map((result) => builtNode(run, result)),
  ];
  const lineage = lineageOf(manifest, { pipeline: run.pipeline, run: run.id, at: run.endedAt }, built);
  return { ok: true, reports, lineage, declared: run.declared.pipeline ? [run.declared.pipeline] : [] };
}

function builtNode(run: DbtRun, result: NodeResult): BuiltNode {
  const { unique_id: id } = result;
  return {
    id,
    name: nameOf(run, id),
    hasWritten: meaningOf(result) === "succeeded",
    rowCount: rowsOf(result),
  };
}

/** The nodes that the run skipped, and all others downstream of the failed ones. */
function notBuilt(run: DbtRun, results: readonly NodeResult[], failed: readonly NodeResult[]): BuiltNode[] {
  const built = new Set(results.filter(({ status }) => status !== "skipped").map(idOf));
  const skipped = results.filter(({ status }) => status === "skipped").map(idOf);
  const ids = new Set([...skipped, ...downstreamOf(run.manifest, failed.map(idOf))]);
  return [...ids]
    .filter((id) => !built.has(id))
    .map((id) => ({ id, name: nameOf(run, id), hasWritten: false, rowCount: null }));
}

const idOf = ({ unique_id }: NodeResult) => unique_id;

interface DbtRun {
  pipeline: { externalId: string; name: string };
  id: string | null;
  command: string | null;
  /** As in a report's run. */
  routine: string | null;
  startedAt: string | null;
  endedAt: string | null;
  environment: string | null;
  version: string | null;
  manifest: Manifest;
  declared: DeclaredNodes;
}

function describeRun(
  { pipeline, environment, target }: Artifacts,
  read: {
    manifest: Manifest;
    metadata: DbtMetadata;
    results: readonly NodeResult[];
    object: Record<string, unknown> | null;
  },
): DbtRun {
  const { manifest, metadata, results, object } = read;
  const project = manifest.metadata.project_name ?? projectOf(results[0]?.unique_id);
  const name = pipeline ?? project ?? "dbt";
  const endedAt = metadata.generated_at ?? manifest.metadata.generated_at;
  const args = objectOf(object?.["args"]);
  const command = lenientText(args?.["which"]);
  return {
    pipeline: { externalId: name, name },
    id: metadata.invocation_id ?? manifest.metadata.invocation_id,
    command,
    routine: routineOf(command, { target: lenientText(args?.["target"]) ?? target, environment }),
    startedAt: metadata.invocation_started_at ?? startOf(endedAt, object?.["elapsed_time"]),
    endedAt,
    environment,
    version: metadata.dbt_version ?? manifest.metadata.dbt_version,
    manifest,
    declared: readDeclared(manifest, {
      pipeline: name,
      // Without results nothing ran, so all of the project waits.
      nodes: results.length > 0 ? results.map(({ unique_id }) => unique_id) : [...manifest.nodes.keys()],
      at: new Date(endedAt ?? 0),
    }),
  };
}

/** Commands that write or test what they name; the others, such as compile, prove nothing about it. */
const BUILDING = new Set(["build", "run", "seed", "snapshot", "test", "retry"]);

/**
 * Whoever starts dbt, each build of a node is the same work again, if it is for the same target and environment. A run that
 * stopped before it ran anything does not tell its command.
 */
function routineOf(
  command: string | null,
  { target, environment }: { target: string | null; environment: string | null },
): string | null {
  if (command !== null && !BUILDING.has(command)) return null;
  return `dbt ${JSON.stringify([target, environment])}`;
}

/** dbt says since 1.10 when it was started; before that, only how long it ran (in seconds). */
function startOf(endedAt: string | null, elapsed: unknown): string | null {
  if (endedAt === null || typeof elapsed !== "number" || !(elapsed >= 0 && elapsed < 10_000_000)) return null;
  return new Date(Date.parse(endedAt) - elapsed * 1_000).toISOString();
}

/** `model.shop.mart_orders` → `shop` */
function projectOf(uniqueId: string | undefined): string | null {
  return uniqueId?.split(".")[1] ?? null;
}

function resultsOf(value: unknown): NodeResult[] | null {
  if (!Array.isArray(value)) return null;
  return value.slice(0, 20_000).flatMap((item: unknown) => {
    const result = DbtResult.safeParse(item).data;
    return result && result.unique_id !== null ? [{ ...result, unique_id: result.unique_id }] : [];
  });
}

function meaningOf({ status }: NodeResult): FailureReport["event"] | null {
  return dbtStateMeaning(status);
}

/** `model.shop.mart_orders` → `mart_orders`; a test's id ends with a hash. */
function nameOf({ manifest }: DbtRun, uniqueId: string): string {
  return manifest.nodes.get(uniqueId)?.name ?? uniqueId.split(".")[2] ?? uniqueId;
}

function rowsOf({ adapter_response }: NodeResult): number | null {
  const rows = adapter_response?.rows_affected ?? null;
  // Adapters answer -1 for "unknown".
  return rows !== null && rows >= 0 ? rows : null;
}

function reportBase(
  run: DbtRun,
): Pick<FailureReport, "version" | "episode" | "severity" | "environment" | "labels"> {
  return {
    version: 2,
    episode: null,
    severity: null,
    environment: run.environment,
    labels: {
      ...(run.version !== null && { dbt_version: run.version }),
      ...(run.command !== null && { command: run.command }),
    },
  };
}

function runSubject(run: DbtRun) {
  return {
    pipeline: { ...run.pipeline, owner: null },
    run:
      run.id === null
        ? null
        : {
            externalId: run.id,
            type: run.command,
            logicalDate: null,
            startedAt: run.startedAt,
            url: null,
            parentTaskRunId: null,
            routine: run.routine,
            // Each node that it built reports its own success.
            isPartial: true,
          },
  };
}

function nodeReport(run: DbtRun, result: NodeResult): FailureReport {
  const node = run.manifest.nodes.get(result.unique_id);
  const event = meaningOf(result) ?? "failed";
  const times = timesOf(result);
  return {
    ...reportBase(run),
    event,
    subject: {
      kind: "task",
      scope: "task",
      ...runSubject(run),
      task: {
        externalId: result.unique_id,
        name: nameOf(run, result.unique_id),
        operator: node?.resource_type ?? result.unique_id.split(".")[0] ?? null,
      },
      attempt: {
        tryNumber: 1,
        maxTries: 1,
        mapIndex: -1,
        state: result.status,
        hostname: null,
        startedAt: times.startedAt,
        endedAt: times.endedAt ?? run.endedAt,
        logUrl: null,
        version: null,
      },
    },
    exception: event === "failed" ? exceptionOf(result) : null,
    log: event === "failed" ? logOf(result) : null,
    reason: null,
    title: null,
    occurredAt: times.endedAt ?? run.endedAt,
    declared: run.declared.ofNode(result.unique_id),
    refs: { file: node?.original_file_path ?? null, relation: result.relation_name },
  };
}

function timesOf({ timing }: NodeResult): { startedAt: string | null; endedAt: string | null } {
  const steps = (Array.isArray(timing) ? timing : []).slice(0, 10).flatMap((step: unknown) => {
    const fields = objectOf(step);
    return fields ? [fields] : [];
  });
  return {
    startedAt: timeOf(steps[0]?.["started_at"]),
    endedAt: timeOf(steps.at(-1)?.["completed_at"]),
  };
}

function runReport(
  run: DbtRun,
  {
    results,
    failed,
    error,
  }: { results: readonly NodeResult[]; failed: readonly NodeResult[]; error: string | null },
): FailureReport {
  const hasFailed = failed.length > 0 || error !== null;
  const skipped = results.filter(({ status }) => status === "skipped");
  return {
    ...reportBase(run),
    event: hasFailed ? "failed" : "succeeded",
    subject: { kind: "task", scope: "run", ...runSubject(run), task: null, attempt: null },
    exception: error === null ? null : { ...splitDbtError(error), traceback: null },
    log: error,
    reason: hasFailed && error === null ? summaryOf(results, failed) : null,
    title: null,
    occurredAt: run.endedAt,
    declared: run.declared.ofRun,
    refs: {
      upstream_failed:
        skipped.length === 0
          ? null
          : skipped
              .map(({ unique_id }) => unique_id)
              .join(",")
              .slice(0, 2_000),
    },
  };
}

/** "2 of 40 nodes failed: mart_orders, mart_customers; 3 skipped" */
function summaryOf(results: readonly NodeResult[], failed: readonly NodeResult[]): string {
  const names = failed.slice(0, 5).map(({ unique_id }) => unique_id.split(".")[2] ?? unique_id);
  const more = failed.length > names.length ? ` and ${failed.length - names.length} more` : "";
  const skipped = results.filter(({ status }) => status === "skipped").length;
  const text = `${failed.length} of ${results.length} nodes failed: ${names.join(", ")}${more}`;
  return skipped === 0 ? text : `${text}; ${skipped} skipped`;
}

function exceptionOf({ message, failures }: NodeResult): ReportException {
  if (message !== null && message !== "") return { ...splitDbtError(message), traceback: null };
  const found = failures === null ? "no message" : `${failures} rows failed the test`;
  return { type: null, message: found, traceback: null };
}

function logOf({ message, compiled_code }: NodeResult): string | null {
  if (message === null) return null;
  return compiled_code === null
    ? message
    : `${message}\n\nCompiled code:\n${compiled_code.slice(0, MAX_SQL_CHARACTERS)}`;
}
