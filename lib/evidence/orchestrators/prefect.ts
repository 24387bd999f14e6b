import { textInput } from "@/lib/background/read-log";
import { orNotFound } from "@/lib/evidence/orchestrators/names";
import {
  earlierRuns,
  readPrefectDeployment,
  readPrefectEnding,
  readPrefectUpstream,
} from "@/lib/evidence/orchestrators/prefect-runs";
import { entriesOfTries, prefectTries } from "@/lib/evidence/orchestrators/prefect-tries";
import type {
  GoodTry,
  OrchestratorReader,
  OrchestratorRun,
  StateReading,
  TryReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { isPrefectEnd, prefectStateMeaning } from "@/lib/intake/sources/prefect/states";
import { AppError } from "@/lib/platform/errors";
import type { Credentials } from "@/lib/sources/schemas";
import { createPrefectClient, type PrefectClient, type PrefectLog } from "@/lib/vendors/prefect/client";
import { prefectLogText, type Ending } from "@/lib/vendors/prefect/log-text";
import type { FlowRun, TaskRun } from "@/lib/vendors/prefect/schemas";

/** Python's number of the level. */
const ERROR = 40;
const hasFailed = (type: string | null) => prefectStateMeaning(type) === "failed";
/** Prefect sends logs in batches, so the last lines may arrive shortly after the run ended. */
const LOG_LAG_MS = 3_000;
/** How late the traceback of a failed run may arrive. */
const TRACEBACK_LAG_MS = 120_000;

/** Reads Prefect 3 for the collectors. */
export function createPrefectReader(options: {
  baseUrl: string;
  credentials: Credentials | null;
}): OrchestratorReader {
  const base = createPrefectClient(options);
  return {
    // The report already names the flow run, which is the unit of failure.
    locate: () => Promise.resolve(null),
    readState: (incident, signal) => readState(base.withSignal(signal), incident),
    readTries: (incident, signal) => readTries(base.withSignal(signal), requireRun(incident)),
    findGoodTry: (incident, signal) => findGoodTry(base, requireRun(incident), signal),
    readRenderedCode: () => Promise.resolve([]),
    // Prefect stores where a flow's code is, not the code.
    readSource: () => Promise.resolve(null),
    readHistory: (incident, signal) => readHistory(base.withSignal(signal), requireRun(incident)),
    readRun: async (incident, signal) => {
      const run = await base.withSignal(signal).flowRun(requireRun(incident)).catch(orNotFound(null));
      return run && toRun(run);
    },
    readUpstream: (incident, signal) => readPrefectUpstream(base.withSignal(signal), requireRun(incident)),
    readDeployment: (incident, _since, signal) =>
      readPrefectDeployment(base.withSignal(signal), requireRun(incident)),
    readEnding: (incident, signal) => readPrefectEnding(base.withSignal(signal), requireRun(incident)),
  };
}

async function readHistory(client: PrefectClient, id: string): Promise<OrchestratorRun[]> {
  return (await earlierRuns(client, id)).map(toRun);
}

function toRun({ id, stateType, startedAt, endedAt }: FlowRun): OrchestratorRun {
  // Prefect pins a commit in the deployment, not in the run.
  return { runId: id, state: stateType, startedAt, endedAt, version: null };
}

/** The log of a run holds all its tries, so it is read once and cut by the times of the states. */
async function readTries(client: PrefectClient, id: string): Promise<TryReading[]> {
  const [log, tasks, run, states] = await Promise.all([
    client.logs(id),
    client.taskRuns(id),
    client.flowRun(id),
    client.flowRunStates(id),
  ]);
  const names = new Map(tasks.map((task) => [task.id, task.name ?? task.id]));
  const tries = prefectTries(states);
  if (tries.length === 0) tries.push({ ...NO_TRY, startedAt: run.startedAt, endedAt: run.endedAt });
  const parts = entriesOfTries(log.entries, tries);
  const isComplete =
    isPrefectEnd(run.stateType) && Date.now() - Date.parse(run.stateAt ?? "") > lagOf(run, log);
  return tries.map((attempt, at) => {
    const isLast = at === tries.length - 1;
    const ending = isLast
      ? endingOf(run)
      : { at: attempt.endedAt, name: attempt.stateName, message: attempt.message };
    return {
      tryNumber: attempt.tryNumber,
      state: isLast ? run.stateType : attempt.state,
      startedAt: attempt.startedAt,
      endedAt: attempt.endedAt,
      hostname: null,
      readLog: () =>
        Promise.resolve({
          log: textInput(prefectLogText(parts[at] ?? [], names, ending), "prefect"),
          // Only the oldest entries may be missing.
          isTruncated: log.truncated && parts.slice(0, at).every((part) => part.length === 0),
          isComplete: isLast ? isComplete : true,
        }),
    };
  });
}

async function findGoodTry(base: PrefectClient, id: string, signal: AbortSignal): Promise<GoodTry | null> {
  const runs = await earlierRuns(base.withSignal(signal), id);
  const good = runs.find((run) => prefectStateMeaning(run.stateType) === "succeeded");
  if (good === undefined) return null;
  const { startedAt, endedAt, stateType: state, runCount } = good;
  return {
    runId: good.id,
    tryNumber: runCount ?? 1,
    state,
    startedAt,
    endedAt,
    hostname: null,
    async readLog(within) {
      const tries = await readTries(base.withSignal(within), good.id);
      const last = tries.at(-1);
      if (last === undefined) throw new AppError("NOT_FOUND", "Prefect has no log of the last good run.");
      return last.readLog(within);
    },
  };
}

const NO_TRY = { tryNumber: 1, from: null, state: null, stateName: null, message: null };

/** A run that ended with an exception logs its traceback, so a log without any error is not complete yet. */
function lagOf({ stateMessage }: FlowRun, { entries }: PrefectLog): number {
  const isRaised = stateMessage?.startsWith("Flow run encountered an exception") === true;
  return isRaised && !entries.some(({ level }) => level >= ERROR) ? TRACEBACK_LAG_MS : LOG_LAG_MS;
}

/** Only for failed runs; a success message is not evidence. */
function endingOf(run: FlowRun): Ending | null {
  if (!hasFailed(run.stateType)) return null;
  return { at: run.stateAt, name: run.stateName, message: run.stateMessage };
}

function requireRun(incident: IncidentContext): string {
  const id = incident.report.refs["flow_run_id"] ?? incident.run;
  if (!id) throw new AppError("NOT_FOUND", "The report does not name a flow run.");
  return id;
}

async function readState(client: PrefectClient, incident: IncidentContext): Promise<StateReading> {
  const id = requireRun(incident);
  const [run, tasks, states] = await Promise.all([
    client.flowRun(id),
    client.taskRuns(id),
    client.flowRunStates(id),
  ]);
  const [deployment, parent] = await Promise.all([
    run.deploymentId ? client.deployment(run.deploymentId).catch(() => null) : null,
    run.parentTaskRunId ? client.taskRun(run.parentTaskRunId).catch(() => null) : null,
  ]);
  return {
    state: run.stateType,
    isTerminal: isPrefectEnd(run.stateType),
    lines: [
      runLine(run),
      ...states.map(
        (state) =>
          `state ${state.name ?? state.type ?? "?"}${state.at ? ` at ${state.at}` : ""}${state.message ? `: ${state.message}` : ""}`,
      ),
      ...tasks.slice(0, 200).map(taskLine),
    ],
    failedTasks: tasks.filter((task) => hasFailed(task.stateType)).map((task) => task.name ?? task.id),
    upstreamFailed: tasks.filter((task) => task.stateName === "NotReady").map((task) => task.name ?? task.id),
    parentRunId: parent?.flowRunId ?? null,
    startedRuns: tasks.flatMap(startedRun),
    // `flows/orders.py:orders_flow`
    filePath: deployment?.entrypoint?.replace(/:[^:/\\]*$/, "") ?? null,
    functionName: /\.py:(\w{1,250})$/.exec(deployment?.entrypoint ?? "")?.[1] ?? null,
    version: deployment?.clonedCommit ?? deployment?.version ?? null,
  };
}

/** A subflow is one of its parent's task runs; that task run's final state names the flow run. */
function startedRun(task: TaskRun): StateReading["startedRuns"] {
  const { id, name, childFlowRunId, stateType } = task;
  if (childFlowRunId === null) return [];
  return [{ runId: childFlowRunId, task: name ?? id, hasFailed: hasFailed(stateType) }];
}

function runLine(run: FlowRun): string {
  const tries =
    run.runCount === null
      ? ""
      : `, run ${run.runCount}${run.retries === null ? "" : ` of ${run.retries + 1}`}`;
  return `flow run ${run.name ?? run.id}: ${run.stateName ?? run.stateType ?? "no state"}${tries}${run.stateMessage ? `: ${run.stateMessage}` : ""}`;
}

function taskLine(task: TaskRun): string {
  return `task ${task.name ?? task.id}: ${task.stateName ?? task.stateType ?? "no state"}${task.stateMessage ? `: ${task.stateMessage}` : ""}`;
}
