import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { pathSegment, type Outbound } from "@/lib/platform/http/outbound";
import type { AirflowSession } from "@/lib/vendors/airflow/session";
import { parseAnswer, statusError } from "@/lib/vendors/answer";

/** A failed task in a run; `task` null for all that failed in it. */
export interface FailedTask {
  dag: string;
  run: string;
  task: string | null;
  /** -1 for a task that is not mapped. */
  mapIndex: number;
}

const Cleared = z.object({ task_instances: z.array(z.unknown()) });

/**
 * `POST /dags/{dag}/clearTaskInstances` of the REST API v1 (Airflow 2) and v2 (Airflow 3), as the button "Clear" of its pages:
 * the task with what is downstream of it, those that failed only, and the run is set back to running. See
 * `AirflowClient.clearFailed`.
 */
export async function clearFailed(
  outbound: Outbound,
  session: AirflowSession,
  { dag, run, task, mapIndex }: FailedTask,
): Promise<void> {
  const { api } = await session.version();
  const what = task === null ? `run ${run}` : `task ${task} of run ${run}`;
  const instance = mapIndex >= 0 && api === "v2" ? [task, mapIndex] : task;
  const body = {
    dry_run: false,
    dag_run_id: run,
    ...(task !== null && { task_ids: [instance], include_downstream: true }),
    only_failed: true,
    reset_dag_runs: true,
  };
  const send = (json: object) =>
    session.run((prefix, headers) =>
      outbound.call(`${prefix}/dags/${pathSegment(dag)}/clearTaskInstances`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(json),
      }),
    );
  let answer = api === "v2" ? await send({ ...body, run_on_latest_version: true }) : await send(body);
  // The first releases of Airflow 3 do not know the parameter, and refuse it before anything is cleared.
  if (answer.status === 422 && answer.text.includes("run_on_latest_version")) answer = await send(body);
  if (answer.status < 200 || answer.status > 299) throw statusError(answer, what, session.messages(api));
  const cleared = parseAnswer(answer, Cleared, what, "Airflow").task_instances;
  if (cleared.length > 0) return;
  throw new AppError("CONFLICT", `Airflow cleared nothing: ${what} has not failed, or no longer exists.`);
}
