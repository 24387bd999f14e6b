import { z } from "zod";
import { Int, List, LongText, Message, Obj, Text, Time, Url } from "@/lib/intake/sources/lenient";

/** The exception as sent by our callback. Airflow 2 passes a `str` for killed tasks. */
export const AirflowException = z.object({ type: Text, message: Message, traceback: LongText });

/** A task instance as seen by the callback; the DAG processor omits half of it. */
const TaskFields = {
  task_id: Text,
  map_index: Int,
  try_number: Int,
  /** Allowed retries since the last clear; always 0 in contexts from the DAG processor. */
  max_tries: Int,
  state: Text,
  hostname: Text,
  log_url: Url,
  operator: Text,
  start_date: Time,
  end_date: Time,
  ti_id: Text,
  dag_version_id: Text,
  bundle_version: Text,
};

export const AirflowLastTask = z.object(TaskFields);

/**
 * Body of Airflow callbacks (ours, or `HttpNotifier`'s with string values), except `dag_id` and `run_id`, which are read
 * separately. Airflow 2.4 to 3.x; every field may be missing.
 */
export const AirflowBody = z.object({
  ...TaskFields,
  airflow_version: Text,
  event: Text,
  scope: Text,
  run_type: Text,
  logical_date: Time,
  execution_date: Time,
  run_after: Time,
  /** How often the whole run was cleared. */
  clear_number: Int,
  /** Retries of the task as written in the DAG. */
  retries: Int,
  reason: Message,
  owner: Text,
  fileloc: Text,
  tags: List,
  environment: Text,
  last_task: Obj(AirflowLastTask),
});
export type AirflowBody = z.output<typeof AirflowBody>;
