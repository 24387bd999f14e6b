import { textInput } from "@/lib/background/read-log";
import type { OrchestratorReader, StateReading } from "@/lib/evidence/orchestrators/reader";
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
    async readLog(incident, signal) {
      const client = base.withSignal(signal);
      const id = requireRun(incident);
      const [log, tasks, run] = await Promise.all([client.logs(id), client.taskRuns(id), client.flowRun(id)]);
      const names = new Map(tasks.map((task) => [task.id, task.name ?? task.id]));
      return {
        log: textInput(prefectLogText(log.entries, names, endingOf(run)), "prefect"),
        isTruncated: log.truncated,
        isComplete:
          isPrefectEnd(run.stateType) && Date.now() - Date.parse(run.stateAt ?? "") > lagOf(run, log),
      };
    },
    // Prefect stores where a flow's code is, not the code.
    readSource: () => Promise.resolve(null),
    async readHistory(incident, signal) {
      const client = base.withSignal(signal);
      const run = await client.flowRun(requireRun(incident));
      if (!run.flowId) return [];
      const runs = await client.listFlowRuns(run.flowId, { limit: 26 });
      return runs
        .filter((other) => other.id !== run.id)
        .slice(0, 25)
        .map((other) => ({
          runId: other.id,
          state: other.stateType,
          startedAt: other.startedAt,
          endedAt: other.endedAt,
          // Prefect pins a commit in the deployment, not in the run.
          version: null,
        }));
    },
  };
}

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
