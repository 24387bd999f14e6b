import { gitHubObjection } from "@/lib/code/github-access";
import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import type {
  DeploymentReading,
  EndingEvent,
  FetchedLog,
  GoodTry,
  OrchestratorReader,
  OrchestratorRun,
  StateReading,
  TryReading,
} from "@/lib/evidence/orchestrators/reader";
import { taskOf } from "@/lib/failures/subject";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { githubStateMeaning } from "@/lib/intake/sources/github/states";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createGitHubActions, type GitHubActions } from "@/lib/vendors/github/actions";
import type { Job, WorkflowRun } from "@/lib/vendors/github/actions-schemas";
import type { GitHubConnection } from "@/lib/vendors/github/client";

const MAX_EARLIER = 25;
/** Attempts before the failed one that are read, the newest of them. */
const MAX_TRIES = 5;
/** Failed jobs whose annotations are read. */
const MAX_ANNOTATED = 3;

/**
 * Reads GitHub Actions for the collectors, with the access to GitHub that reads repositories too. The run is the unit of
 * failure, as in its webhook; a rerun is another attempt of it.
 */
export function createGitHubActionsReader(connection: GitHubConnection): OrchestratorReader {
  const open = async (incident: IncidentContext, signal: AbortSignal): Promise<OpenRun> => {
    const base = openActions(connection, incident);
    const actions = base.withSignal(signal);
    const attempt = taskOf(incident.report)?.attempt?.tryNumber ?? incident.tryNumber;
    return { base, actions, run: await actions.run(requireRun(incident), attempt) };
  };
  return {
    locate: () => Promise.resolve(null),
    readTries: async (incident, signal) => readTries(await open(incident, signal)),
    findGoodTry: async (incident, signal) => findGoodTry(await open(incident, signal)),
    readState: async (incident, signal) => readState(await open(incident, signal)),
    readHistory: async (incident, signal) => (await earlierRuns(await open(incident, signal))).map(toRun),
    readRun: async (incident, signal) => {
      const opened = await open(incident, signal).catch(orNotFound(null));
      return opened && toRun(opened.run);
    },
    // The API does not tell which jobs a job needs.
    readUpstream: () => Promise.resolve({ tasks: [], triggers: [] }),
    readDeployment: async (incident, _since, signal) => readDeployment(await open(incident, signal)),
    readEnding: async (incident, signal) => readEnding(await open(incident, signal)),
    // The log shows each step's script.
    readRenderedCode: () => Promise.resolve([]),
    // The workflow is in the repository.
    readSource: () => Promise.resolve(null),
  };
}

interface OpenRun {
  base: GitHubActions;
  actions: GitHubActions;
  run: WorkflowRun;
}

/** @throws AppError NOT_FOUND without a repository; FORBIDDEN for one that the operator does not allow. */
function openActions(connection: GitHubConnection, { report }: IncidentContext): GitHubActions {
  const [owner, repo, ...rest] = (report.refs["repository"] ?? "").split("/");
  if (!owner || !repo || rest.length > 0)
    throw new AppError("NOT_FOUND", "The report does not name a repository.");
  const objection = gitHubObjection(connection, env(), { owner, repo });
  if (objection !== null) throw new AppError("FORBIDDEN", objection);
  return createGitHubActions(connection, { owner, repo });
}

function requireRun({ run }: IncidentContext): string {
  if (run) return run;
  throw new AppError("NOT_FOUND", "The report does not name a workflow run.");
}

const hasFailed = ({ conclusion }: Job) => githubStateMeaning(conclusion) === "failed";

/** The attempts of the run, the failed one last. */
async function readTries({ base, actions, run }: OpenRun): Promise<TryReading[]> {
  const first = Math.max(1, run.attempt - MAX_TRIES + 1);
  const earlier = Array.from({ length: run.attempt - first }, (_, i) => first + i);
  return [
    ...earlier.map((attempt) => earlierTry(base, run, attempt)),
    failedTry(base, run, await actions.jobs(run.id, run.attempt)),
  ];
}

function failedTry(base: GitHubActions, run: WorkflowRun, jobs: readonly Job[]): TryReading {
  const [failed, ...others] = inOrder(jobs.filter(hasFailed));
  const attempt = { tryNumber: run.attempt, state: run.conclusion ?? run.status };
  if (failed === undefined) {
    // A workflow that could not be started has no jobs.
    const { startedAt, endedAt } = run;
    return { ...attempt, startedAt, endedAt, hostname: null, readLog: () => Promise.reject(noLog()) };
  }
  const { startedAt, endedAt, runner } = failed;
  return {
    ...attempt,
    startedAt,
    endedAt,
    hostname: runner,
    name: failed.name,
    readLog: (signal) => readJobLog(base.withSignal(signal), run, failed),
    others: others.map((job) => ({
      name: job.name,
      readLog: (signal) => readJobLog(base.withSignal(signal), run, job),
    })),
  };
}

const noLog = () => new AppError("NOT_FOUND", "No job of this attempt failed, so there is no log.");

/** Its jobs are listed when its log is read. */
function earlierTry(base: GitHubActions, run: WorkflowRun, attempt: number): TryReading {
  return {
    tryNumber: attempt,
    state: null,
    startedAt: null,
    endedAt: null,
    hostname: null,
    readLog: async (signal) => {
      const actions = base.withSignal(signal);
      const [failed] = inOrder((await actions.jobs(run.id, attempt)).filter(hasFailed));
      if (failed === undefined) throw noLog();
      return readJobLog(actions, run, failed);
    },
  };
}

function inOrder(jobs: readonly Job[]): Job[] {
  return jobs.toSorted((a, b) => (a.endedAt ?? "~").localeCompare(b.endedAt ?? "~"));
}

async function readJobLog(actions: GitHubActions, run: WorkflowRun, job: Job): Promise<FetchedLog> {
  const keeper = new TaskLogKeeper(false);
  const isWhole = await actions.jobLog(job.id, (chunk) => {
    keeper.push(chunk);
    return true;
  });
  const isComplete = run.status === null || run.status === "completed";
  return { log: await keeper.input("generic"), isTruncated: !isWhole, isComplete };
}

/** Runs of the workflow on the same branch that were created before this one, newest first. */
async function earlierRuns({ actions, run }: OpenRun): Promise<WorkflowRun[]> {
  if (run.workflowId === null) return [];
  const query = { branch: run.branch, before: run.createdAt, limit: MAX_EARLIER + 1 };
  const runs = await actions.listRuns(run.workflowId, query);
  return runs.filter(({ id }) => id !== run.id).slice(0, MAX_EARLIER);
}

function toRun({ id, conclusion, status, startedAt, endedAt, sha }: WorkflowRun): OrchestratorRun {
  return { runId: id, state: conclusion ?? status, startedAt, endedAt, version: sha };
}

const isGood = ({ conclusion }: WorkflowRun) => githubStateMeaning(conclusion) === "succeeded";

/** The job of the same name in the newest earlier run that succeeded. */
async function findGoodTry(opened: OpenRun): Promise<GoodTry | null> {
  const { base, actions, run } = opened;
  const [failed] = inOrder((await actions.jobs(run.id, run.attempt)).filter(hasFailed));
  const good = failed && (await earlierRuns(opened)).find(isGood);
  if (!failed || !good) return null;
  const job = (await actions.jobs(good.id, good.attempt)).find(({ name }) => name === failed.name);
  if (job === undefined) return null;
  return {
    runId: good.id,
    tryNumber: good.attempt,
    state: job.conclusion,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
    hostname: job.runner,
    readLog: (signal) => readJobLog(base.withSignal(signal), good, job),
  };
}

async function readState({ actions, run }: OpenRun): Promise<StateReading> {
  const jobs = await actions.jobs(run.id, run.attempt);
  const state = run.conclusion ?? run.status;
  return {
    state,
    isTerminal: run.conclusion !== null || run.status === "completed",
    lines: [...(state === null ? [] : [runLine(run, state)]), ...jobs.map(jobLine)],
    failedTasks: inOrder(jobs.filter(hasFailed)).map(({ name }) => name),
    upstreamFailed: jobs.filter(({ conclusion }) => conclusion === "skipped").map(({ name }) => name),
    parentRunId: null,
    startedRuns: [],
    filePath: run.path?.replace(/@.*$/, "") ?? null,
    functionName: null,
    version: run.sha,
  };
}

function runLine({ id, name, attempt, event, branch, sha }: WorkflowRun, state: string): string {
  const of = name === null ? "" : ` of ${name}`;
  const at = sha === null ? "" : ` at ${sha.slice(0, 8)}`;
  return `run ${id}${of}: ${state}, attempt ${attempt}, on ${event ?? "an unknown event"}, branch ${branch ?? "unknown"}${at}`;
}

function jobLine({ name, conclusion, status, runner, labels, steps }: Job): string {
  const failed = steps.filter((step) => githubStateMeaning(step.conclusion) === "failed");
  const where =
    runner === null ? "" : `, on ${runner}${labels.length === 0 ? "" : ` (${labels.join(", ")})`}`;
  const which = failed.length === 0 ? "" : `, failed step: ${failed.map((step) => step.name).join(", ")}`;
  return `job ${name}: ${conclusion ?? status ?? "no state"}${where}${which}`;
}

async function readDeployment(opened: OpenRun): Promise<DeploymentReading> {
  const { run } = opened;
  const good = (await earlierRuns(opened)).find(isGood);
  if (good === undefined) return { goodRun: null, changes: [], packages: null, definitionDiff: null };
  const hasMoved = good.sha !== null && run.sha !== null && good.sha !== run.sha;
  return {
    goodRun: { runId: good.id, endedAt: good.endedAt },
    changes: hasMoved
      ? [{ kind: "code", name: "commit", before: good.sha, after: run.sha, by: null, at: null }]
      : [],
    packages: null,
    definitionDiff: null,
  };
}

/** What the jobs came to, and what GitHub attached to those that failed, such as a runner that was shut down. */
async function readEnding({ actions, run }: OpenRun): Promise<EndingEvent[]> {
  const jobs = inOrder(await actions.jobs(run.id, run.attempt));
  const annotated = await Promise.all(
    jobs
      .filter(hasFailed)
      .slice(0, MAX_ANNOTATED)
      .map(async (job) => {
        const annotations = await actions.annotations(job.id).catch(withoutRight);
        return annotations
          .filter(({ annotation_level: level }) => level === "failure")
          .map(({ message }) => ({
            at: job.endedAt,
            text: `job ${job.name}: ${message.replaceAll(/\s+/g, " ").trim()}`,
            by: null,
          }));
      }),
  );
  const state = run.conclusion ?? run.status;
  return [
    ...jobs.map((job) => ({ at: job.endedAt, text: jobLine(job), by: null })),
    ...annotated.flat(),
    ...(state === null ? [] : [{ at: run.endedAt, text: `run ${run.id}: ${state}`, by: null }]),
  ];
}

/** Annotations need a right of their own, "Checks". */
function withoutRight(error: unknown): [] {
  const isRight = error instanceof AppError && (error.code === "FORBIDDEN" || error.code === "NOT_FOUND");
  if (isRight) return [];
  throw error;
}
