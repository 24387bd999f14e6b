import { readAirflowDeployment } from "@/lib/evidence/orchestrators/airflow-deployment";
import { eventLine, explainsEnd, readAirflowEnding } from "@/lib/evidence/orchestrators/airflow-ending";
import { orNotFound, requireDag } from "@/lib/evidence/orchestrators/names";
import { readAirflowRenderedCode } from "@/lib/evidence/orchestrators/airflow-rendered";
import { findGoodTry, readTries, runStart } from "@/lib/evidence/orchestrators/airflow-tries";
import { readAirflowUpstream } from "@/lib/evidence/orchestrators/airflow-upstream";
import type {
  LocatedTask,
  OrchestratorReader,
  OrchestratorRun,
  PipelineSource,
  StateReading,
} from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { AppError } from "@/lib/platform/errors";
import type { Credentials } from "@/lib/sources/schemas";
import { createAirflowClient, type AirflowClient } from "@/lib/vendors/airflow/client";
import type { DagRun, TaskInstance } from "@/lib/vendors/airflow/schemas";

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
    readRun: (incident, signal) => readRun(base.withSignal(signal), incident),
    readUpstream: (incident, signal) => readAirflowUpstream(base.withSignal(signal), incident),
    readDeployment: (incident, since, signal) =>
      readAirflowDeployment(base.withSignal(signal), incident, since),
    readEnding: (incident, signal) => readAirflowEnding(base.withSignal(signal), incident),
    readRenderedCode: (incident, signal) => readAirflowRenderedCode(base.withSignal(signal), incident),
    readSource: (incident, signal) => readSource(base.withSignal(signal), incident),
    readTries: (incident, signal) => readTries(base, incident, signal),
    findGoodTry: (incident, signal) => findGoodTry(base, incident, signal),
  };
}

async function locate(client: AirflowClient, incident: IncidentContext): Promise<LocatedTask | null> {
  if (!incident.run) return null;
  const instances = await client.listTaskInstances(requireDag(incident), incident.run);
  const failed = instances
    .filter((instance) => instance.state === "failed")
    .sort((a, b) => (a.endedAt ?? "").localeCompare(b.endedAt ?? ""));
  const first = failed[0];
  return first ? toLocated(first) : null;
}

function toLocated(instance: TaskInstance): LocatedTask {
  return {
    task: instance.taskId,
    mapIndex: instance.mapIndex,
    tryNumber: instance.tryNumber,
    maxTries: instance.retriesAllowed === null ? null : instance.retriesAllowed + 1,
    state: instance.state,
    operator: instance.operator,
  };
}

async function readState(client: AirflowClient, incident: IncidentContext): Promise<StateReading> {
  const { run } = incident;
  const dagId = requireDag(incident);
  if (!run) throw new AppError("NOT_FOUND", "The report does not name a run.");
  const [instances, dag, events] = await Promise.all([
    client.listTaskInstances(dagId, run),
    client.dag(dagId).catch(() => null),
    client.eventLogs({ dag: dagId, run, limit: 50 }).catch(() => []),
  ]);
  const mine =
    instances.find(
      (instance) => instance.taskId === incident.task && instance.mapIndex === incident.mapIndex,
    ) ?? null;
  const failedTasks = instances
    .filter((instance) => instance.state === "failed")
    .map((instance) => instance.taskId);
  const upstreamFailed = instances
    // A skipped task was left out by a branch or a sensor, or stopped by the timeout of its run.
    .filter((instance) => instance.state === "upstream_failed")
    .map((instance) => instance.taskId);
  return {
    state: mine?.state ?? null,
    isTerminal: mine ? airflowStateMeaning(mine.state) !== null : incident.task === null,
    lines: [...instances.slice(0, 200).map(stateLine), ...events.filter(explainsEnd).map(eventLine)],
    failedTasks: [...new Set(failedTasks)],
    upstreamFailed: [...new Set(upstreamFailed)],
    parentRunId: null,
    startedRuns: [],
    filePath: dag?.relativeFileloc ?? dag?.fileloc ?? null,
    functionName: null,
    version: mine?.bundleVersion ?? dag?.bundleVersion ?? null,
  };
}

function stateLine(instance: TaskInstance): string {
  const name = instance.mapIndex >= 0 ? `${instance.taskId}[${instance.mapIndex}]` : instance.taskId;
  const tries =
    instance.tryNumber === null
      ? ""
      : `, try ${instance.tryNumber}${instance.retriesAllowed === null ? "" : ` of ${instance.retriesAllowed + 1}`}`;
  const duration = instance.durationMs === null ? "" : `, ${(instance.durationMs / 1000).toFixed(1)} s`;
  const host = instance.hostname ? `, on ${instance.hostname}` : "";
  return `task ${name}: ${instance.state ?? "no state"}${tries}${duration}${host}${instance.note ? `, note: ${instance.note}` : ""}`;
}

async function readHistory(client: AirflowClient, incident: IncidentContext): Promise<OrchestratorRun[]> {
  const dag = requireDag(incident);
  const startedAt = incident.run === null ? null : await runStart(client, dag, incident.run);
  const runs = await client.listDagRuns(dag, { limit: 26, ...(startedAt && { before: startedAt }) });
  return runs
    .filter((pastRun) => pastRun.runId !== incident.run)
    .slice(0, 25)
    .map(toRun);
}

async function readRun(client: AirflowClient, incident: IncidentContext): Promise<OrchestratorRun | null> {
  if (incident.run === null) return null;
  const run = await client.dagRun(requireDag(incident), incident.run).catch(orNotFound(null));
  return run && toRun(run);
}

function toRun({ runId, state, startedAt, endedAt, bundleVersion }: DagRun): OrchestratorRun {
  return { runId, state, startedAt, endedAt, version: bundleVersion };
}

/**
 * The DAG file as Airflow parsed it. Airflow 3 keeps every version of it and knows which ran; Airflow 2 only has the
 * latest.
 */
async function readSource(client: AirflowClient, incident: IncidentContext): Promise<PipelineSource> {
  const dagId = requireDag(incident);
  const { task, run } = incident;
  const [dag, instance] = await Promise.all([
    client.dag(dagId),
    task && run ? client.taskInstance(dagId, run, task, incident.mapIndex).catch(() => null) : null,
  ]);
  const { content, isVersionThatRan } = await readVersion(client, dagId, instance?.dagVersion ?? null);
  const paths = [dag.fileloc, dag.relativeFileloc].filter((path) => path !== null);
  return { text: content, paths, isVersionThatRan };
}

async function readVersion(
  client: AirflowClient,
  dagId: string,
  version: number | null,
): Promise<{ content: string; isVersionThatRan: boolean }> {
  const latest = async () => ({ ...(await client.dagSource(dagId)), isVersionThatRan: false });
  if (version === null) return latest();
  try {
    const { content, versionNumber } = await client.dagSource(dagId, version);
    return { content, isVersionThatRan: versionNumber === version };
  } catch (error) {
    // A version that was cleaned up.
    if (error instanceof AppError && error.code === "NOT_FOUND") return latest();
    throw error;
  }
}
