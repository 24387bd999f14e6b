import { textInput } from "@/lib/background/read-log";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import { dbtLogText, failingStep } from "@/lib/evidence/orchestrators/dbt-cloud-log";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import type {
  DeploymentReading,
  EndingEvent,
  GoodTry,
  OrchestratorReader,
  OrchestratorRun,
  RenderedCode,
  StateReading,
  TryReading,
  UpstreamReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { dbtStateMeaning } from "@/lib/intake/sources/dbt/states";
import { AppError } from "@/lib/platform/errors";
import type { SourceConnection } from "@/lib/sources/data";
import { tokenOf } from "@/lib/sources/token-of";
import { createDbtCloudClient, type DbtCloudClient, type RunPlace } from "@/lib/vendors/dbt-cloud/client";
import { DBT_CLOUD_STATUS, type Result, type DbtCloudRun } from "@/lib/vendors/dbt-cloud/schemas";

const MAX_EARLIER = 25;
const MAX_RENDERED = 10;
const MAX_UPSTREAM = 50;
/** How late artifacts may be saved after the end of a run. */
const ARTIFACTS_LAG_MS = 120_000;

/**
 * Reads dbt Cloud for the collectors. The run is the unit of failure, as in its webhooks: its nodes are listed in its
 * state. A retry is a run of its own, so that a run has one try.
 */
export function createDbtCloudReader({ baseUrl, credentials }: SourceConnection): OrchestratorReader {
  const base = createDbtCloudClient({ baseUrl, token: tokenOf(credentials) });
  const open = (incident: IncidentContext, signal: AbortSignal) => openRun(base.withSignal(signal), incident);
  return {
    locate: () => Promise.resolve(null),
    readTries: async (incident, signal) => [toTry((await open(incident, signal)).run)],
    findGoodTry: async (incident, signal) => {
      const { client, place, run } = await open(incident, signal);
      const good = (await earlierRuns(client, place, run)).find(isGood);
      return good === undefined ? null : goodTry(base, { ...place, run: good.id }, good);
    },
    readState: async (incident, signal) => readState(await open(incident, signal)),
    readHistory: async (incident, signal) => {
      const { client, place, run } = await open(incident, signal);
      return (await earlierRuns(client, place, run)).slice(0, MAX_EARLIER).map(toRun);
    },
    readRun: async (incident, signal) => {
      const opened = await open(incident, signal).catch(orNotFound(null));
      return opened && toRun(opened.run);
    },
    readUpstream: async (incident, signal) => readUpstream(await open(incident, signal)),
    readDeployment: async (incident, _since, signal) => readDeployment(await open(incident, signal)),
    readEnding: async (incident, signal) => endingOf((await open(incident, signal)).run),
    readRenderedCode: async (incident, signal) => readRenderedCode(await open(incident, signal)),
    // The project's files are in its repository.
    readSource: () => Promise.resolve(null),
  };
}

interface OpenRun {
  client: DbtCloudClient;
  place: RunPlace;
  run: DbtCloudRun;
}

async function openRun(client: DbtCloudClient, incident: IncidentContext): Promise<OpenRun> {
  const { refs } = incident.report;
  const run = refs["dbt_cloud_run"] ?? incident.run;
  if (!run) throw new AppError("NOT_FOUND", "The report does not name a run of dbt Cloud.");
  const account = refs["dbt_cloud_account"] ?? client.account ?? (await onlyAccount(client));
  const place = { account, run };
  return { client, place, run: await client.run(place) };
}

/** @throws AppError INVALID if the token may read several accounts. */
async function onlyAccount(client: DbtCloudClient): Promise<string> {
  const [account, ...others] = await client.accounts();
  if (account !== undefined && others.length === 0) return account.id;
  const message =
    "Enter the API URL with the account, such as https://ab123.us1.dbt.com/api/v2/accounts/123.";
  throw new AppError("INVALID", message);
}

const isGood = ({ status }: DbtCloudRun) => status === DBT_CLOUD_STATUS.success;

/** Runs of the job before this one, newest first. A run keeps its number, whenever it starts. */
async function earlierRuns(
  client: DbtCloudClient,
  { account }: RunPlace,
  run: DbtCloudRun,
): Promise<DbtCloudRun[]> {
  if (run.jobId === null) return [];
  const runs = await client.listRuns(account, run.jobId);
  return runs.filter(({ id }) => Number(id) < Number(run.id));
}

function toRun({ id, statusName, startedAt, endedAt, gitSha }: DbtCloudRun): OrchestratorRun {
  return { runId: id, state: statusName, startedAt, endedAt, version: gitSha };
}

function toTry(run: DbtCloudRun): TryReading {
  return {
    tryNumber: 1,
    state: run.statusName,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    hostname: null,
    readLog: () =>
      Promise.resolve({
        log: textInput(dbtLogText(run.steps), "dbt"),
        isTruncated: false,
        isComplete: run.isComplete && !isWaitingForArtifacts(run),
      }),
  };
}

/** The artifacts have the statements of the failed nodes; a run that stops while dbt parses the project saves none. */
function isWaitingForArtifacts({ hasArtifacts, endedAt }: DbtCloudRun): boolean {
  return hasArtifacts === false && endedAt !== null && Date.now() - Date.parse(endedAt) < ARTIFACTS_LAG_MS;
}

/** Its steps are read with its log. */
function goodTry(base: DbtCloudClient, place: RunPlace, row: DbtCloudRun): GoodTry {
  return {
    ...toTry(row),
    runId: row.id,
    readLog: async (signal) => toTry(await base.withSignal(signal).run(place)).readLog(signal),
  };
}

const meaningOf = ({ status }: Result) => dbtStateMeaning(status);

/** What became of the nodes of the step that failed; empty if dbt ran none. */
async function resultsOf({ client, place, run }: OpenRun): Promise<Result[]> {
  return (await client.runResults(place, failingStep(run.steps)?.index ?? null)) ?? [];
}

async function readState(opened: OpenRun): Promise<StateReading> {
  const { run } = opened;
  const results = run.isComplete ? await resultsOf(opened) : [];
  const failed = results.filter((result) => meaningOf(result) === "failed");
  const notRun = results.filter(({ status }) => status === "skipped");
  return {
    state: run.statusName,
    isTerminal: run.isComplete,
    lines: [
      ...(run.statusName === null ? [] : [runLine(run)]),
      ...run.steps.map(({ name, statusName }, i) => `step ${i + 1}, ${name}: ${statusName ?? "no status"}`),
      ...failed.map(nodeLine),
      ...notRun.map(nodeLine),
    ],
    failedTasks: failed.map(({ id }) => id),
    upstreamFailed: notRun.map(({ id }) => id),
    parentRunId: null,
    startedRuns: [],
    filePath: failed.map(fileOf).find((path) => path !== null) ?? null,
    functionName: null,
    version: run.gitSha,
  };
}

function runLine({ id, jobName, statusName, message, cause }: DbtCloudRun): string {
  const job = jobName === null ? "" : ` of ${jobName}`;
  const why = message ? `: ${message}` : "";
  return `run ${id}${job}: ${statusName}${why}${cause ? ` (started: ${cause})` : ""}`;
}

function nodeLine({ id, status, message }: Result): string {
  return `node ${id}: ${status ?? "no status"}${message ? `: ${message.replaceAll(/\s+/g, " ").trim()}` : ""}`;
}

/** `Database Error in model mart_orders (models/mart/mart_orders.sql)` names the node's file. */
function fileOf({ message }: Result): string | null {
  return /^[^\n]{0,300}\(([^()\n]{1,300}\.(?:sql|py|ya?ml|csv))\)/.exec(message ?? "")?.[1] ?? null;
}

/** The SQL or Python that dbt made of the failed nodes; dbt compiles a node before it runs it. */
async function readRenderedCode(opened: OpenRun): Promise<RenderedCode[]> {
  const results = await resultsOf(opened);
  return results
    .filter((result) => meaningOf(result) === "failed" && (result.compiledCode ?? "").trim() !== "")
    .slice(0, MAX_RENDERED)
    .map((result) => ({
      name: result.id,
      path: fileOf(result),
      // Macros leave blank lines at the beginning.
      text: (result.compiledCode ?? "").replace(/^(?:[^\S\n]*\n){1,1000}/, ""),
      isCut: false,
      note: null,
    }));
}

/** The nodes that the failed ones select from, the nearest first. */
async function readUpstream(opened: OpenRun): Promise<UpstreamReading> {
  const { client, place, run } = opened;
  const step = failingStep(run.steps)?.index ?? null;
  const results = await resultsOf(opened);
  const failed = results.filter((result) => meaningOf(result) === "failed");
  const nodes = failed.length === 0 ? null : await client.manifest(place, step);
  if (nodes === null) return { tasks: [], triggers: [] };
  const found = new Set<string>();
  let next = failed.map(({ id }) => id);
  while (next.length > 0 && found.size < MAX_UPSTREAM) {
    next = next.flatMap((id) => nodes.get(id)?.parents ?? []).filter((id) => !found.has(id));
    for (const id of next) found.add(id);
  }
  const byId = new Map(results.map((result) => [result.id, result]));
  // Sources and nodes that this run did not build have no result.
  const built = [...found].flatMap((id) => byId.get(id) ?? []);
  return {
    tasks: built.slice(0, MAX_UPSTREAM).map(({ id, status, endedAt, durationMs }) => ({
      task: id,
      state: status,
      endedAt,
      durationMs,
    })),
    triggers: [],
  };
}

async function readDeployment({ client, place, run }: OpenRun): Promise<DeploymentReading> {
  const good = (await earlierRuns(client, place, run)).find(isGood);
  return {
    goodRun: good === undefined ? null : { runId: good.id, endedAt: good.endedAt },
    changes: good === undefined ? [] : changesBetween(good, run),
    packages: null,
    definitionDiff: null,
  };
}

function changesBetween(good: DbtCloudRun, run: DbtCloudRun): DeployChange[] {
  const pairs: [DeployChange["kind"], string, string | null, string | null][] = [
    ["code", "commit", good.gitSha, run.gitSha],
    ["code", "branch", good.gitBranch, run.gitBranch],
    ["version", "dbt version", good.dbtVersion, run.dbtVersion],
  ];
  return pairs
    .filter(([, , before, after]) => before !== after && before !== null && after !== null)
    .map(([kind, name, before, after]) => ({ kind, name, before, after, by: null, at: null }));
}

function endingOf(run: DbtCloudRun): EndingEvent[] {
  const steps = run.steps.map(({ name, statusName, endedAt }) => ({
    at: endedAt,
    text: `step ${name}: ${statusName ?? "no status"}`,
    by: null,
  }));
  if (run.statusName === null) return steps;
  return [
    ...steps,
    { at: run.endedAt, text: `run ${run.statusName}${run.message ? `: ${run.message}` : ""}`, by: null },
  ];
}
