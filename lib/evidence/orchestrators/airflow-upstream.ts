import { requireDag } from "@/lib/evidence/orchestrators/names";
import type { UpstreamReading } from "@/lib/evidence/orchestrators/reader";
import type { UpstreamTask } from "@/lib/evidence/upstream/schemas";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { AppError } from "@/lib/platform/errors";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { Task, TaskInstance } from "@/lib/vendors/airflow/schemas";

const MAX_TASKS = 50;

/** The tasks before the failed one in its run, the nearest first, and the asset events that triggered the run. */
export async function readAirflowUpstream(
  client: AirflowClient,
  incident: IncidentContext,
): Promise<UpstreamReading> {
  const dag = requireDag(incident);
  const { run, task } = incident;
  if (run === null) throw new AppError("NOT_FOUND", "The report does not name a run.");
  const [tasks, instances, events] = await Promise.all([
    task === null ? [] : client.tasks(dag),
    client.listTaskInstances(dag, run),
    client.upstreamAssetEvents(dag, run).catch((error: unknown) => {
      // Not every run is triggered by assets, and Airflow before 2.4 has none.
      if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID")) return [];
      throw error;
    }),
  ]);
  return {
    tasks: task === null ? [] : statesOf(ancestorsOf(task, tasks), instances),
    triggers: events.map(({ asset, dagId, runId, at }) => ({ asset, pipeline: dagId, runId, at })),
  };
}

/** Breadth first, so that the nearest come first. */
function ancestorsOf(task: string, tasks: readonly Task[]): string[] {
  const upstream = new Map<string, string[]>();
  for (const { taskId, downstreamTaskIds } of tasks) {
    for (const id of downstreamTaskIds) upstream.set(id, [...(upstream.get(id) ?? []), taskId]);
  }
  const found = new Set<string>();
  let next = upstream.get(task) ?? [];
  while (next.length > 0 && found.size < MAX_TASKS) {
    for (const id of next) found.add(id);
    next = [...new Set(next.flatMap((id) => upstream.get(id) ?? []))].filter((id) => !found.has(id));
  }
  return [...found].slice(0, MAX_TASKS);
}

/** Of a mapped task the worst instance. */
function statesOf(names: readonly string[], instances: readonly TaskInstance[]): UpstreamTask[] {
  return names.map((task) => {
    const own = instances.filter(({ taskId }) => taskId === task);
    const instance = own.find(({ state }) => state !== "success") ?? own[0];
    return {
      task,
      state: instance?.state ?? null,
      endedAt: instance?.endedAt ?? null,
      durationMs: instance?.durationMs ?? null,
    };
  });
}
