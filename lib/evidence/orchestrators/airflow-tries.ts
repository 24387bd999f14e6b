import { requireDag, requireTask } from "@/lib/evidence/orchestrators/airflow-names";
import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import type { FetchedLog, GoodTry, TryReading } from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { AppError } from "@/lib/platform/errors";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { TaskInstance } from "@/lib/vendors/airflow/schemas";

/** Earlier runs looked at for a success, and how many of them are asked for the task. */
const EARLIER_RUNS = 20;
const ASKED_RUNS = 4;

/**
 * The tries of the failed task, the failed one last. Before Airflow 2.10 a callback's try number is one too high, so the
 * API's number is the upper limit; and the API lists no tries, so only their numbers are known.
 */
export async function readTries(
  base: AirflowClient,
  incident: IncidentContext,
  signal: AbortSignal,
): Promise<TryReading[]> {
  const client = base.withSignal(signal);
  const dag = requireDag(incident);
  const { task, run } = requireTask(incident);
  const [instance, listed] = await Promise.all([
    client.taskInstance(dag, run, task, incident.mapIndex),
    client.tries(dag, run, task, incident.mapIndex).catch(() => []),
  ]);
  const latest = instance.tryNumber ?? 1;
  // Airflow 3 counts a task that never started as try 0.
  const failed = Math.max(latest === 0 ? 0 : 1, Math.min(incident.tryNumber ?? latest, latest));
  const known = new Map(listed.map((row) => [row.tryNumber, row]));
  if (failed === latest) known.set(failed, { ...known.get(failed), ...instance });
  const numbers = Array.from({ length: failed }, (_, i) => i + 1);
  return (failed === 0 ? [0] : numbers).map((tryNumber) =>
    toTry(base, { dag, run, task, tryNumber, mapIndex: incident.mapIndex }, known.get(tryNumber)),
  );
}

/** The task's success in the newest earlier run that has one. A run that failed elsewhere counts as well. */
export async function findGoodTry(
  base: AirflowClient,
  incident: IncidentContext,
  signal: AbortSignal,
): Promise<GoodTry | null> {
  const client = base.withSignal(signal);
  const dag = requireDag(incident);
  const { task, run } = requireTask(incident);
  const before = await startOf(client, dag, run);
  const runs = await client.listDagRuns(dag, { limit: EARLIER_RUNS, ...(before && { before }) });
  const earlier = runs.filter((row) => row.runId !== run);
  const isGood = (state: string | null) => airflowStateMeaning(state) === "succeeded";
  const candidates = [
    ...earlier.filter(({ state }) => isGood(state)),
    ...earlier.filter(({ state }) => !isGood(state)),
  ];
  for (const { runId } of candidates.slice(0, ASKED_RUNS)) {
    const instance = await instanceOf(client, { dag, run: runId, task }, incident.mapIndex);
    if (instance === null || !isGood(instance.state)) continue;
    const { tryNumber, mapIndex } = instance;
    const place = { dag, run: runId, task, tryNumber: tryNumber ?? 1, mapIndex };
    return { runId, ...toTry(base, place, instance) };
  }
  return null;
}

/** When the run started, so that later runs are not taken for earlier ones; null if it is gone. */
async function startOf(client: AirflowClient, dag: string, run: string): Promise<Date | null> {
  const { startedAt } = await client.dagRun(dag, run).catch(orNotFound({ startedAt: null }));
  return startedAt === null ? null : new Date(startedAt);
}

/** The task in another run; of a mapped task that has fewer instances there, the first. Null if it is not there. */
async function instanceOf(
  client: AirflowClient,
  { dag, run, task }: { dag: string; run: string; task: string },
  mapIndex: number,
): Promise<TaskInstance | null> {
  const found = await client.taskInstance(dag, run, task, mapIndex).catch(orNotFound(null));
  if (found !== null || mapIndex <= 0) return found;
  return client.taskInstance(dag, run, task, 0).catch(orNotFound(null));
}

function orNotFound<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") return instead;
    throw error;
  };
}

interface Place {
  dag: string;
  run: string;
  task: string;
  tryNumber: number;
  mapIndex: number;
}

function toTry(base: AirflowClient, place: Place, row: TaskInstance | undefined): TryReading {
  return {
    tryNumber: place.tryNumber,
    state: row?.state ?? null,
    startedAt: row?.startedAt ?? null,
    endedAt: row?.endedAt ?? null,
    hostname: row?.hostname || null,
    readLog: (signal) => readTryLog(base.withSignal(signal), place),
  };
}

async function readTryLog(client: AirflowClient, place: Place): Promise<FetchedLog> {
  let keeper = new TaskLogKeeper(false);
  const log = await client.taskLog({
    ...place,
    openKeeper: (isStructured) => (keeper = new TaskLogKeeper(isStructured)),
  });
  return { log: await keeper.input("airflow"), isTruncated: false, isComplete: log.isComplete };
}
