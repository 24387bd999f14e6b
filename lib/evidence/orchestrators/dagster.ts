import { textInput } from "@/lib/background/read-log";
import { readDagsterDeployment } from "@/lib/evidence/orchestrators/dagster-deployment";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import type {
  EndingEvent,
  FetchedLog,
  GoodTry,
  LocatedTask,
  OrchestratorReader,
  OrchestratorRun,
  StateReading,
  TryReading,
  UpstreamReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { dagsterStateMeaning } from "@/lib/intake/sources/dagster/states";
import { AppError } from "@/lib/platform/errors";
import type { SourceConnection } from "@/lib/sources/data";
import { tokenOf } from "@/lib/sources/token-of";
import { createDagsterClient, type DagsterClient } from "@/lib/vendors/dagster/client";
import { dagsterLogText } from "@/lib/vendors/dagster/log-text";
import type { DagsterRun, DagsterEvent, StepStats } from "@/lib/vendors/dagster/schemas";

const MAX_EARLIER = 25;
const MAX_TRIES = 25;
const MAX_UPSTREAM = 50;
/** Earlier runs looked at for a success of the step. */
const ASKED_RUNS = 4;
/** Processes of a step whose output is read, the latest of them: each retry of a step has its own. */
const MAX_CAPTURED = 4;

/** Reads Dagster for the collectors. A retried run is a run of its own; here it is another try of the first one. */
export function createDagsterReader({ baseUrl, credentials }: SourceConnection): OrchestratorReader {
  const base = createDagsterClient({ baseUrl, token: tokenOf(credentials) });
  const open = async (incident: IncidentContext, signal: AbortSignal) => {
    const client = base.withSignal(signal);
    return { client, run: await client.run(requireRun(incident)) };
  };
  return {
    locate: async (incident, signal) => firstFailed((await open(incident, signal)).run),
    readTries: async (incident, signal) => readTries(base, await open(incident, signal), incident.task),
    findGoodTry: async (incident, signal) => findGoodTry(base, await open(incident, signal), incident.task),
    readState: async (incident, signal) => readState(await open(incident, signal), incident.task),
    readHistory: async (incident, signal) => {
      const { client, run } = await open(incident, signal);
      return (await earlierRuns(client, run, MAX_EARLIER)).map(toRun);
    },
    readRun: async (incident, signal) => {
      const opened = await open(incident, signal).catch(orNotFound(null));
      // The incident names the run that was retried first.
      return opened && { ...toRun(opened.run), runId: incident.run ?? opened.run.id };
    },
    readUpstream: async (incident, signal) => upstreamOf((await open(incident, signal)).run, incident.task),
    readDeployment: async (incident, _since, signal) => {
      const { client, run } = await open(incident, signal);
      const good = (await earlierRuns(client, run, MAX_EARLIER)).find(isGood);
      // A list does not have the configuration of its runs.
      return readDagsterDeployment(good === undefined ? null : await client.run(good.id), run);
    },
    readEnding: async (incident, signal) => {
      const { client, run } = await open(incident, signal);
      return (await client.events(run.id)).events.filter(explainsEnd).map(toEnding);
    },
    readRenderedCode: () => Promise.resolve([]),
    // Dagster knows where the code is, not the code.
    readSource: () => Promise.resolve(null),
  };
}

/** The run that failed; after a retry it is not the run that the incident names. */
function requireRun({ report, run }: IncidentContext): string {
  const id = report.refs["run_id"] ?? run;
  if (!id) throw new AppError("NOT_FOUND", "The report does not name a run.");
  return id;
}

interface OpenRun {
  client: DagsterClient;
  run: DagsterRun;
}

const hasFailed = ({ status }: StepStats) => status === "FAILURE";
const isGood = ({ status }: Pick<DagsterRun, "status">) => dagsterStateMeaning(status) === "succeeded";

function firstFailed(run: DagsterRun): LocatedTask | null {
  const failed = run.steps
    .filter(hasFailed)
    .toSorted((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? ""))[0];
  if (failed === undefined) return null;
  return {
    task: failed.key,
    mapIndex: -1,
    tryNumber: tryNumberOf(run),
    maxTries: null,
    state: failed.status,
    operator: null,
  };
}

/** As intake counts: run retries have a number, reruns by a person do not. */
function tryNumberOf({ tags }: DagsterRun): number {
  return Math.max(0, Number(tags.get("dagster/retry_number") ?? 0) || 0) + 1;
}

/** Runs of the job that were created before this one, newest first; its own retries and the run it retries left out. */
async function earlierRuns(client: DagsterClient, run: DagsterRun, limit: number): Promise<DagsterRun[]> {
  if (run.job === null) return [];
  const runs = await client.listRuns(run.job, { limit: limit + MAX_TRIES, before: run.createdAt });
  const root = run.rootId ?? run.id;
  return runs
    .filter(({ id, rootId }) => id !== run.id && id !== root && rootId !== root)
    .filter(({ createdAt }) => createdAt === null || run.createdAt === null || createdAt < run.createdAt)
    .slice(0, limit);
}

function toRun({ id, status, startedAt, createdAt, endedAt, tags }: DagsterRun): OrchestratorRun {
  return { runId: id, state: status, startedAt: startedAt ?? createdAt, endedAt, version: commitOf(tags) };
}

function commitOf(tags: ReadonlyMap<string, string>): string | null {
  return tags.get("dagster/git_commit_hash") ?? tags.get(".dagster/git_commit_hash") ?? null;
}

/** The runs of the retry group up to the one that failed, which is the last. */
async function readTries(
  base: DagsterClient,
  { client, run }: OpenRun,
  step: string | null,
): Promise<TryReading[]> {
  const { rootId } = run;
  const group =
    rootId === null
      ? []
      : (
          await Promise.all([
            client.run(rootId).catch(orNotFound(null)),
            client.listRetries(rootId, MAX_TRIES),
          ])
        )
          .flat()
          .filter((row) => row !== null);
  const earlier = group
    .filter(({ id, createdAt }) => id !== run.id && (createdAt ?? "") < (run.createdAt ?? ""))
    .toSorted((a, b) => (a.createdAt ?? "").localeCompare(b.createdAt ?? ""));
  return [...earlier, run].map((row, i) => toTry(base, row, step, i + 1));
}

function toTry(base: DagsterClient, run: DagsterRun, step: string | null, tryNumber: number): TryReading {
  const stats = run.steps.find(({ key }) => key === step);
  return {
    tryNumber,
    state: stats?.status ?? run.status,
    startedAt: stats?.startedAt ?? run.startedAt,
    endedAt: stats?.endedAt ?? run.endedAt,
    hostname: null,
    readLog: (signal) => readLog(base.withSignal(signal), run, step),
  };
}

/** The log of the step, or of the whole run if no step is known to have failed. */
async function readLog(client: DagsterClient, run: DagsterRun, step: string | null): Promise<FetchedLog> {
  const { events, isWhole } = await client.events(run.id);
  const own = events.filter((event) => step === null || event.step === step || isAboutRun(event));
  const keys = fileKeysOf(events, step === null ? run.steps.filter(hasFailed).map(({ key }) => key) : [step]);
  const printed = await Promise.all(keys.map((key) => client.captured(run.id, key).catch(orNotFound(null))));
  const outputs = printed.filter((output) => output !== null);
  return {
    log: textInput(dagsterLogText(own, outputs), "generic"),
    isTruncated: !isWhole || outputs.some((output) => !output.isWhole),
    isComplete: isEnd(run.status),
  };
}

/** What happened to the whole run, except its error, which repeats those of its steps. */
function isAboutRun({ step, type, error }: DagsterEvent): boolean {
  return step === null && (type === "ENGINE_EVENT" || (type === "RUN_FAILURE" && error === null));
}

function fileKeysOf(events: readonly DagsterEvent[], steps: readonly string[]): string[] {
  const keys = events.flatMap(({ captured }) =>
    captured !== null && captured.steps.some((step) => steps.includes(step)) ? [captured.fileKey] : [],
  );
  return [...new Set(keys)].slice(-MAX_CAPTURED);
}

function isEnd(status: string | null): boolean {
  const meaning = dagsterStateMeaning(status);
  return status !== "CANCELING" && meaning !== null && meaning !== "running";
}

/** The newest earlier run in which the step succeeded, also if the run failed elsewhere. */
async function findGoodTry(
  base: DagsterClient,
  { client, run }: OpenRun,
  step: string | null,
): Promise<GoodTry | null> {
  const earlier = await earlierRuns(client, run, MAX_EARLIER);
  const candidates = [
    ...earlier.filter(isGood),
    ...(step === null ? [] : earlier.filter((row) => !isGood(row))),
  ];
  for (const candidate of candidates.slice(0, ASKED_RUNS)) {
    // A list does not have the steps of its runs.
    const row = await client.run(candidate.id);
    const isStepGood =
      step === null || row.steps.some(({ key, status }) => key === step && status === "SUCCESS");
    if (isStepGood) return { ...toTry(base, row, step, tryNumberOf(row)), runId: row.id };
  }
  return null;
}

async function readState({ client, run }: OpenRun, step: string | null): Promise<StateReading> {
  const { events } = await client.events(run.id);
  const own = run.steps.find(({ key }) => key === step);
  const skipped = run.steps.filter(({ status }) => status === "SKIPPED").map(({ key }) => key);
  const begun = new Set(run.steps.map(({ key }) => key));
  // Steps behind a failed one are never begun.
  const notRun = run.plan.map(({ key }) => key).filter((key) => !begun.has(key));
  return {
    state: own?.status ?? run.status,
    isTerminal: isEnd(run.status),
    lines: [
      ...(run.status === null ? [] : [`run ${run.id} of ${run.job ?? "an unknown job"}: ${run.status}`]),
      ...run.steps.map(stepLine),
      ...events.filter(explainsEnd).map((event) => `event ${toEnding(event).text}`),
    ],
    failedTasks: run.steps.filter(hasFailed).map(({ key }) => key),
    upstreamFailed: [...skipped, ...notRun],
    parentRunId: null,
    startedRuns: [],
    filePath: null,
    functionName: null,
    version: commitOf(run.tags),
  };
}

function stepLine({ key, status, attempts, startedAt, endedAt }: StepStats): string {
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const ms = startedAt === null || endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
  return `step ${key}: ${status ?? "not begun"}${tries}${ms === null ? "" : `, ${(ms / 1_000).toFixed(1)} s`}`;
}

/** Changes of the run, and what its executor noticed about a process. */
const RUN_ENDS = new Set(["RUN_FAILURE", "RUN_CANCELING", "RUN_CANCELED", "RUN_SUSPENDED", "RUN_DEQUEUED"]);

function explainsEnd({ type, error }: DagsterEvent): boolean {
  return (
    RUN_ENDS.has(type ?? "") || (type === "ENGINE_EVENT" && error !== null) || type === "STEP_UP_FOR_RETRY"
  );
}

function toEnding({ at, type, message, step }: DagsterEvent): EndingEvent {
  const said = message.replaceAll(/\s+/g, " ").trim();
  return {
    at,
    text: `${type ?? "log"}${step === null ? "" : ` of ${step}`}${said === "" ? "" : `: ${said}`}`,
    by: null,
  };
}

/** The steps that the failed ones depend on, the nearest first. */
function upstreamOf(run: DagsterRun, step: string | null): UpstreamReading {
  const plan = new Map(run.plan.map(({ key, upstream }) => [key, upstream]));
  const stats = new Map(run.steps.map((row) => [row.key, row]));
  const found = new Set<string>();
  let next = step === null ? run.steps.filter(hasFailed).map(({ key }) => key) : [step];
  while (next.length > 0 && found.size < MAX_UPSTREAM) {
    next = next.flatMap((key) => plan.get(key) ?? []).filter((key) => !found.has(key));
    for (const key of next) found.add(key);
  }
  return {
    tasks: [...found].slice(0, MAX_UPSTREAM).map((key) => {
      const { status = null, startedAt = null, endedAt = null } = stats.get(key) ?? {};
      const durationMs = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null;
      return { task: key, state: status, endedAt, durationMs };
    }),
    triggers: [],
  };
}
