import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import type {
  LocatedTask,
  OrchestratorReader,
  PastRun,
  StateReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { AppError } from "@/lib/platform/errors";
import type { Credentials } from "@/lib/sources/schemas";
import { createAirflowClient, type AirflowClient } from "@/lib/vendors/airflow/client";
import type { TaskInstance } from "@/lib/vendors/airflow/schemas";

const NOT_RUN = new Set(["upstream_failed", "skipped"]);
/** Audit events that name the cause of a task that ended without a word. */
const TELLING_EVENTS = /heartbeat timeout|state mismatch|stuck in queued|failed/i;

/** Reads Airflow 2 and 3 for the collectors. */
export function createAirflowReader(options: {
  baseUrl: string;
  credentials: Credentials | null;
}): OrchestratorReader {
  const base = createAirflowClient(options);
  return {
    locate: (incident, signal) => locate(base.withSignal(signal), incident),
    readState: (incident, signal) => readState(base.withSignal(signal), incident),
    readHistory: (incident, signal) => readHistory(base.withSignal(signal), incident),
    async readLog(incident, signal) {
      const client = base.withSignal(signal);
      const { task, run } = requireTask(incident);
      const tryNumber = await trueTryNumber(client, incident, task, run);
      let keeper = new TaskLogKeeper(false);
      const log = await client.taskLog({
        dag: requireDag(incident),
        run,
        task,
        tryNumber,
        mapIndex: incident.mapIndex,
        openKeeper: (isStructured) => (keeper = new TaskLogKeeper(isStructured)),
      });
      return {
        log: await keeper.input("airflow"),
        isTruncated: false,
        isComplete: log.isComplete,
      };
    },
  };
}

function requireDag({ pipeline }: IncidentContext): string {
  if (pipeline) return pipeline;
  throw new AppError("NOT_FOUND", "The report names no DAG.");
}

function requireTask(incident: IncidentContext): { task: string; run: string } {
  if (incident.task && incident.run) return { task: incident.task, run: incident.run };
  throw new AppError("NOT_FOUND", "The report names no task, and Airflow shows no failed one in this run.");
}

/** Before Airflow 2.10 a callback counts one try too many, so the API's own number counts. */
async function trueTryNumber(
  client: AirflowClient,
  incident: IncidentContext,
  task: string,
  run: string,
): Promise<number> {
  const instance = await client.taskInstance(requireDag(incident), run, task, incident.mapIndex);
  const latest = instance.tryNumber ?? 1;
  return Math.max(1, Math.min(incident.tryNumber ?? latest, latest));
}

async function locate(client: AirflowClient, incident: IncidentContext): Promise<LocatedTask | null> {
  if (!incident.run) return null;
  const instances = await client.listTaskInstances(requireDag(incident), incident.run);
  const failed = instances
    .filter((one) => one.state === "failed")
    .sort((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? ""));
  const first = failed[0];
  return first ? toLocated(first) : null;
}

function toLocated(one: TaskInstance): LocatedTask {
  return {
    task: one.taskId,
    mapIndex: one.mapIndex,
    tryNumber: one.tryNumber,
    maxTries: one.retriesAllowed === null ? null : one.retriesAllowed + 1,
    state: one.state,
    operator: one.operator,
  };
}

async function readState(client: AirflowClient, incident: IncidentContext): Promise<StateReading> {
  const { run } = incident;
  const dagId = requireDag(incident);
  if (!run) throw new AppError("NOT_FOUND", "The report names no run.");
  const [instances, dag, events] = await Promise.all([
    client.listTaskInstances(dagId, run),
    client.dag(dagId).catch(() => null),
    client.eventLogs({ dag: dagId, run, limit: 50 }).catch(() => []),
  ]);
  const mine =
    instances.find((one) => one.taskId === incident.task && one.mapIndex === incident.mapIndex) ?? null;
  const failedTasks = instances.filter((one) => one.state === "failed").map((one) => one.taskId);
  const upstreamFailed = instances.filter((one) => NOT_RUN.has(one.state ?? "")).map((one) => one.taskId);
  const telling = events.filter(
    (event) => TELLING_EVENTS.test(event.event ?? "") && event.event !== "failed",
  );
  return {
    state: mine?.state ?? null,
    isTerminal: mine ? airflowStateMeaning(mine.state) !== null : incident.task === null,
    lines: [
      ...instances.slice(0, 200).map(stateLine),
      ...telling.map((event) =>
        `event ${event.event}${event.taskId ? ` on ${event.taskId}` : ""}: ${event.extra ?? ""}`.trim(),
      ),
    ],
    failedTasks: [...new Set(failedTasks)],
    upstreamFailed: [...new Set(upstreamFailed)],
    parentRunId: null,
    startedRuns: [],
    filePath: dag?.relativeFileloc ?? dag?.fileloc ?? null,
    version: mine?.bundleVersion ?? dag?.bundleVersion ?? null,
  };
}

function stateLine(one: TaskInstance): string {
  const name = one.mapIndex >= 0 ? `${one.taskId}[${one.mapIndex}]` : one.taskId;
  const tries =
    one.tryNumber === null
      ? ""
      : `, try ${one.tryNumber}${one.retriesAllowed === null ? "" : ` of ${one.retriesAllowed + 1}`}`;
  const duration = one.durationMs === null ? "" : `, ${(one.durationMs / 1000).toFixed(1)} s`;
  const host = one.hostname ? `, on ${one.hostname}` : "";
  return `task ${name}: ${one.state ?? "no state"}${tries}${duration}${host}${one.note ? `, note: ${one.note}` : ""}`;
}

async function readHistory(client: AirflowClient, incident: IncidentContext): Promise<PastRun[]> {
  const runs = await client.listDagRuns(requireDag(incident), { limit: 26 });
  return runs
    .filter((one) => one.runId !== incident.run)
    .slice(0, 25)
    .map(({ runId, state, startedAt, endedAt }) => ({ runId, state, startedAt, endedAt }));
}
