import { orNotFound, requireDag, requireTask } from "@/lib/evidence/orchestrators/names";
import { TaskLogKeeper } from "@/lib/evidence/orchestrators/keep-task-log";
import type { FetchedLog, GoodTry, TryReading } from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { DagRun, TaskInstance } from "@/lib/vendors/airflow/schemas";

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

/** The newest success of the failed task in an earlier run. A run that failed elsewhere counts as well. */
export interface GoodInstance {
  run: DagRun;
  instance: TaskInstance;
}

/** Looks at the latest runs only; null if the task succeeded in none of them. */
export async function findGoodInstance(
  client: AirflowClient,
  incident: IncidentContext,
): Promise<GoodInstance | null> {
  const dag = requireDag(incident);
  const { task, run } = requireTask(incident);
  const before = await runStart(client, dag, run);
  const runs = await client.listDagRuns(dag, { limit: EARLIER_RUNS, ...(before && { before }) });
  const earlier = runs.filter((row) => row.runId !== run);
  const isGood = (state: string | null) => airflowStateMeaning(state) === "succeeded";
  const candidates = [
    ...earlier.filter(({ state }) => isGood(state)),
    ...earlier.filter(({ state }) => !isGood(state)),
  ];
  for (const candidate of candidates.slice(0, ASKED_RUNS)) {
    const place = { dag, run: candidate.runId, task };
    const instance = await instanceOf(client, place, incident.mapIndex);
    if (instance !== null && isGood(instance.state)) return { run: candidate, instance };
  }
  return null;
}

export async function findGoodTry(
  base: AirflowClient,
  incident: IncidentContext,
  signal: AbortSignal,
): Promise<GoodTry | null> {
  const good = await findGoodInstance(base.withSignal(signal), incident);
  if (good === null) return null;
  const { runId, taskId, tryNumber, mapIndex, dagId } = good.instance;
  const place = { dag: dagId, run: runId, task: taskId, tryNumber: tryNumber ?? 1, mapIndex };
  return { runId, ...toTry(base, place, good.instance) };
}

/** When the run started, so that later runs are not taken for earlier ones; null if it is gone. */
export async function runStart(client: AirflowClient, dag: string, run: string): Promise<Date | null> {
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
  const log = await client.taskLog(place, (isStructured) => (keeper = new TaskLogKeeper(isStructured)));
  return { log: await keeper.input("airflow"), isTruncated: log.isCut, isComplete: log.isComplete };
}
