import { orNotFound, requireDag } from "@/lib/evidence/orchestrators/names";
import type { EndingEvent } from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { AppError } from "@/lib/platform/errors";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { EventLog, TaskInstance } from "@/lib/vendors/airflow/schemas";

/** Audit log events that explain a task that ended without an error. */
const CAUSE_EVENTS = /heartbeat timeout|state mismatch|stuck in queued|failed/i;

/** Audit log events by which a user ends or reruns a task or run (Airflow 3, and Airflow 2's API). */
const USER_EVENTS =
  /^(?:patch|bulk|set|clear|post_(?:clear|set)|delete)_\w{0,40}(?:task_instance|dag_?run)|^bulk_(?:task_instances|dag_runs)/i;

/** Whether an entry of the audit log may explain an end without an error. */
export function explainsEnd({ event }: EventLog): boolean {
  return (CAUSE_EVENTS.test(event) && event !== "failed") || USER_EVENTS.test(event);
}

export function eventLine({ event, taskId, who, at, extra }: EventLog): string {
  const where = taskId ? ` on ${taskId}` : "";
  const isByUser = USER_EVENTS.test(event);
  const by = isByUser && who ? ` by ${who}${at ? ` at ${at}` : ""}` : "";
  return `event ${event}${where}${by}: ${extra ?? ""}`.trim();
}

const MAX_EVENTS = 100;

/** The audit log of the run, and what the states of the run and the task say by themselves. */
export async function readAirflowEnding(
  client: AirflowClient,
  incident: IncidentContext,
): Promise<EndingEvent[]> {
  const { run, task, mapIndex } = incident;
  const dag = requireDag(incident);
  if (run === null) throw new AppError("NOT_FOUND", "The report does not name a run.");
  const [events, instances, dagRun] = await Promise.all([
    client.eventLogs({ dag, run, limit: MAX_EVENTS }),
    task === null
      ? client.listTaskInstances(dag, run).catch(orNotFound([]))
      : client.taskInstance(dag, run, task, mapIndex).then((found) => [found], orNotFound([])),
    client.dagRun(dag, run).catch(orNotFound(null)),
  ]);
  // Other tasks of the run end for reasons of their own.
  const own = events.filter((event) => event.taskId === null || event.taskId === task || task === null);
  return [
    ...own
      .filter(explainsEnd)
      .toReversed()
      .map((event) => ({
        at: event.at,
        text: eventLine(event),
        by: USER_EVENTS.test(event.event) ? event.who : null,
      })),
    ...instances.slice(0, MAX_EVENTS).flatMap((instance) => instanceEvents(instance, dagRun?.state ?? null)),
    ...(dagRun?.note ? [{ at: dagRun.endedAt, text: `note on the run: ${dagRun.note}`, by: null }] : []),
  ];
}

/** States that say how the task ended, where no event does. */
function instanceEvents(instance: TaskInstance, runState: string | null): EndingEvent[] {
  const { state, taskId, startedAt, endedAt, note } = instance;
  const notes = note ? [{ at: endedAt, text: `note on task ${taskId}: ${note}`, by: null }] : [];
  if (state === "skipped" && startedAt !== null && endedAt === null && runState === "failed") {
    const text = `task ${taskId} was set to skipped while it ran, and the run to failed: the run timed out (dagrun_timeout)`;
    return [...notes, { at: null, text, by: null }];
  }
  if (state === "upstream_failed") {
    return [...notes, { at: endedAt, text: `task ${taskId} did not start: upstream_failed`, by: null }];
  }
  return notes;
}
