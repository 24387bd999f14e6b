import { textInput } from "@/lib/background/read-log";
import { differentParameters } from "@/lib/evidence/deployments/different-parameters";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import {
  databricksLogText,
  endingOfRun,
  readClusterEvents,
} from "@/lib/evidence/orchestrators/databricks-ending";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import type {
  DeploymentReading,
  GoodTry,
  OrchestratorReader,
  OrchestratorRun,
  StateReading,
  TryReading,
  UpstreamReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { databricksStateMeaning } from "@/lib/intake/sources/databricks/states";
import { AppError } from "@/lib/platform/errors";
import type { SourceConnection } from "@/lib/sources/data";
import { tokenOf } from "@/lib/sources/token-of";
import { createDatabricksClient, type DatabricksClient } from "@/lib/vendors/databricks/client";
import type { DatabricksRun, DatabricksTaskRun } from "@/lib/vendors/databricks/schemas";

const MAX_UPSTREAM = 50;
/** Earlier runs looked at for a success of the task. */
const ASKED_RUNS = 4;

/**
 * Reads Databricks for the collectors. A notification is about a job's run or one of its tasks; a task has a run of its own
 * for each attempt, also after a repair, which keeps the job's run.
 */
export function createDatabricksReader({ baseUrl, credentials }: SourceConnection): OrchestratorReader {
  const base = createDatabricksClient({ baseUrl, token: tokenOf(credentials) });
  const open = async (incident: IncidentContext, signal: AbortSignal) => {
    const client = base.withSignal(signal);
    return { client, run: await client.run(requireRun(incident)), task: incident.task };
  };
  return {
    // A notification about a job is one about all its tasks, and so is the one that ends it.
    locate: () => Promise.resolve(null),
    readTries: async (incident, signal) => triesOf(base, await open(incident, signal)),
    findGoodTry: async (incident, signal) => findGoodTry(base, await open(incident, signal)),
    readState: async (incident, signal) => stateOf(await open(incident, signal)),
    readHistory: async (incident, signal) => {
      const { client, run } = await open(incident, signal);
      return (await earlierRuns(client, run)).map(toRun);
    },
    readRun: async (incident, signal) => {
      const opened = await open(incident, signal).catch(orNotFound(null));
      return opened && toRun(opened.run);
    },
    readUpstream: async (incident, signal) => upstreamOf(await open(incident, signal)),
    readDeployment: async (incident, _since, signal) => readDeployment(await open(incident, signal)),
    readEnding: async (incident, signal) => {
      const { client, run, task } = await open(incident, signal);
      const attempt = failedAttempts(run, task)[0] ?? null;
      const events = attempt && (await readClusterEvents(client, attempt));
      return endingOfRun(run, task, events ?? []);
    },
    readRenderedCode: () => Promise.resolve([]),
    readSource: () => Promise.resolve(null),
  };
}

function requireRun({ run }: IncidentContext): string {
  if (run) return run;
  throw new AppError("NOT_FOUND", "The report does not name a run.");
}

interface OpenRun {
  client: DatabricksClient;
  run: DatabricksRun;
  /** Null for a job's run. */
  task: string | null;
}

const hasFailed = ({ result }: DatabricksTaskRun) => databricksStateMeaning(result) === "failed";
const isGood = ({ result }: { result: string | null }) => databricksStateMeaning(result) === "succeeded";

/** The latest attempt of each task. */
function latestAttempts(run: DatabricksRun): DatabricksTaskRun[] {
  const latest = new Map<string, DatabricksTaskRun>();
  for (const attempt of inOrder(run.tasks)) latest.set(attempt.key, attempt);
  return [...latest.values()];
}

function inOrder(attempts: readonly DatabricksTaskRun[]): DatabricksTaskRun[] {
  return attempts.toSorted(
    (a, b) => (a.startedAt ?? "~").localeCompare(b.startedAt ?? "~") || a.attempt - b.attempt,
  );
}

/** The latest attempts of the tasks that failed, or of the reported task, the one that ended first in front. */
function failedAttempts(run: DatabricksRun, task: string | null): DatabricksTaskRun[] {
  const latest = latestAttempts(run);
  if (task !== null) return latest.filter(({ key }) => key === task);
  return latest.filter(hasFailed).toSorted((a, b) => (a.endedAt ?? "~").localeCompare(b.endedAt ?? "~"));
}

/** The attempts of the task that failed (first), the failed one last; the logs of other failed tasks beside it. */
function triesOf(base: DatabricksClient, { run, task }: OpenRun): TryReading[] {
  const [failed, ...others] = failedAttempts(run, task);
  // A run that failed before any task did has no output.
  if (failed === undefined) return [withoutTask(run)];
  const attempts = inOrder(run.tasks.filter(({ key }) => key === failed.key));
  return attempts.map((attempt, i) => ({
    ...toTry(base, attempt, i + 1),
    ...(task === null && { name: attempt.key }),
    ...(attempt.runId === failed.runId && {
      others: others.map((other) => ({ name: other.key, readLog: toTry(base, other, 1).readLog })),
    }),
  }));
}

function withoutTask(run: DatabricksRun): TryReading {
  return {
    tryNumber: 1,
    state: run.result,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    hostname: null,
    readLog: () =>
      Promise.resolve({
        log: textInput(run.message ?? "", "generic"),
        isTruncated: false,
        isComplete: run.isOver,
      }),
  };
}

function toTry(base: DatabricksClient, attempt: DatabricksTaskRun, tryNumber: number): TryReading {
  return {
    tryNumber,
    state: attempt.result,
    startedAt: attempt.startedAt,
    endedAt: attempt.endedAt,
    hostname: attempt.clusterId,
    readLog: async (signal) => {
      const output = await base.withSignal(signal).output(attempt.runId);
      return {
        log: textInput(databricksLogText(output, attempt), "generic"),
        isTruncated: output.isTruncated,
        isComplete: attempt.isOver,
      };
    },
  };
}

/** Runs of the job that started before this one, newest first. */
async function earlierRuns(client: DatabricksClient, run: DatabricksRun): Promise<DatabricksRun[]> {
  if (run.jobId === null) return [];
  const runs = await client.listRuns({ job: run.jobId, before: run.startedAt });
  return runs.filter(({ id, startedAt }) => id !== run.id && (startedAt ?? "") <= (run.startedAt ?? "~"));
}

function toRun({ id, result, startedAt, endedAt, commit }: DatabricksRun): OrchestratorRun {
  return { runId: id, state: result, startedAt, endedAt, version: commit };
}

/** The newest earlier run in which the task succeeded, also if the run failed elsewhere. */
async function findGoodTry(base: DatabricksClient, { client, run, task }: OpenRun): Promise<GoodTry | null> {
  const key = task ?? failedAttempts(run, task)[0]?.key;
  if (key === undefined) return null;
  const earlier = await earlierRuns(client, run);
  const candidates = [...earlier.filter(isGood), ...earlier.filter((row) => !isGood(row))];
  for (const { id } of candidates.slice(0, ASKED_RUNS)) {
    const row = await client.run(id);
    const attempt = latestAttempts(row).find((other) => other.key === key);
    if (attempt !== undefined && isGood(attempt))
      return { ...toTry(base, attempt, attempt.attempt + 1), runId: id };
  }
  return null;
}

function stateOf({ run, task }: OpenRun): StateReading {
  const latest = latestAttempts(run);
  const own = latest.find(({ key }) => key === task) ?? null;
  return {
    state: own?.result ?? run.result,
    isTerminal: own?.isOver ?? run.isOver,
    lines: [
      ...(run.result === null ? [] : [runLine(run)]),
      ...latest.map((attempt) => taskLine(run, attempt)),
    ],
    failedTasks: latest.filter(hasFailed).map(({ key }) => key),
    upstreamFailed: latest.filter(({ result }) => result?.startsWith("UPSTREAM_")).map(({ key }) => key),
    parentRunId: null,
    startedRuns: [],
    filePath: (own ?? latest.find(hasFailed))?.path ?? null,
    functionName: null,
    version: run.commit,
  };
}

function runLine({ id, name, result, code, message, trigger }: DatabricksRun): string {
  const of = name === null ? "" : ` of ${name}`;
  const why = [code, message].filter(Boolean).join(": ");
  return `run ${id}${of}: ${result}${why === "" ? "" : ` (${oneLine(why)})`}${trigger === null ? "" : `, started ${trigger}`}`;
}

function taskLine(run: DatabricksRun, { key, result, code, message, clusterId }: DatabricksTaskRun): string {
  const attempts = run.tasks.filter((other) => other.key === key).length;
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const why = [code, message].filter(Boolean).join(": ");
  const cluster = clusterId === null ? "" : `, on cluster ${clusterId}`;
  return `task ${key}: ${result ?? "no state"}${tries}${cluster}${why === "" ? "" : `: ${oneLine(why)}`}`;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** The tasks that the failed ones depend on, the nearest first. */
function upstreamOf({ run, task }: OpenRun): UpstreamReading {
  const latest = new Map(latestAttempts(run).map((attempt) => [attempt.key, attempt]));
  const found = new Map<string, DatabricksTaskRun>();
  let next = failedAttempts(run, task);
  while (next.length > 0 && found.size < MAX_UPSTREAM) {
    const keys = new Set(next.flatMap(({ upstream }) => upstream));
    next = [...keys].flatMap((key) => (found.has(key) ? [] : (latest.get(key) ?? [])));
    for (const attempt of next) found.set(attempt.key, attempt);
  }
  return {
    tasks: [...found.values()].slice(0, MAX_UPSTREAM).map(({ key, result, startedAt, endedAt }) => ({
      task: key,
      state: result,
      endedAt,
      durationMs: startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null,
    })),
    triggers: [],
  };
}

async function readDeployment({ client, run, task }: OpenRun): Promise<DeploymentReading> {
  const found = (await earlierRuns(client, run)).find(isGood);
  // A list has neither tasks nor parameters.
  const good = found === undefined ? null : await client.run(found.id);
  return {
    goodRun: good === null ? null : { runId: good.id, endedAt: good.endedAt },
    changes: good === null ? [] : changesBetween(good, run, task),
    packages: null,
    definitionDiff: null,
  };
}

function changesBetween(good: DatabricksRun, run: DatabricksRun, task: string | null): DeployChange[] {
  const now = failedAttempts(run, task)[0];
  const before = latestAttempts(good).find(({ key }) => key === now?.key);
  const pairs: [DeployChange["kind"], string, string | null | undefined, string | null | undefined][] = [
    ["code", "commit", good.commit, run.commit],
    ["code", "branch", good.branch, run.branch],
    ["version", "Databricks Runtime", before?.sparkVersion, now?.sparkVersion],
    ["setting", "node type", before?.nodeType, now?.nodeType],
    ["setting", "file", before?.path, now?.path],
  ];
  return [
    ...pairs
      .filter(([, , was, is]) => was != null && is != null && was !== is)
      .map(([kind, name, was, is]) => ({
        kind,
        name,
        before: was ?? null,
        after: is ?? null,
        by: null,
        at: null,
      })),
    ...differentParameters(good.parameters, run.parameters),
  ];
}
