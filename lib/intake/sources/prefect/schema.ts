import { z } from "zod";
import { Int, List, LongText, Message, Obj, Text, Time, Url } from "@/lib/intake/sources/lenient";

/** A state: Prefect's object, or the part sent by our hook. */
export const PrefectState = z.object({ type: Text, name: Text, message: Message, timestamp: Time });

/** A Prefect event (`{{ event | tojson }}`), without its labels, whose names contain dots. */
export const PrefectEvent = z.object({
  id: Text,
  event: Text,
  occurred: Time,
  payload: Obj(z.object({ validated_state: Obj(PrefectState) })),
});
export type PrefectEvent = z.output<typeof PrefectEvent>;

/** `{{ flow_run | tojson }}` or `{{ task_run | tojson }}`. */
export const PrefectRun = z.object({
  id: Text,
  name: Text,
  flow_id: Text,
  flow_run_id: Text,
  deployment_id: Text,
  parent_task_run_id: Text,
  run_count: Int,
  start_time: Time,
  end_time: Time,
  work_pool_name: Text,
  tags: List,
  state: Obj(PrefectState),
  state_type: Text,
  state_name: Text,
  empirical_policy: Obj(z.object({ retries: Int })),
  auto_scheduled: z.boolean().optional().catch(undefined),
  parameters: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
export type PrefectRun = z.output<typeof PrefectRun>;

/** Top-level fields of our automation's template and our hook; every field may be missing. */
export const PrefectBody = z.object({
  event: Text,
  event_id: Text,
  occurred: Time,
  scope: Text,
  flow_name: Text,
  flow_id: Text,
  task_name: Text,
  flow_run_id: Text,
  flow_run_name: Text,
  task_run_id: Text,
  run_name: Text,
  deployment_id: Text,
  deployment_name: Text,
  parent_task_run_id: Text,
  parent_flow_run_id: Text,
  work_pool: Text,
  environment: Text,
  run_count: Int,
  retries: Int,
  tags: List,
  url: Url,
  start_time: Time,
  end_time: Time,
  state_type: Text,
  state_name: Text,
  state_message: Message,
  state_timestamp: Time,
  state: Obj(PrefectState),
  flow_run: Obj(PrefectRun),
  task_run: Obj(PrefectRun),
  flow: Obj(z.object({ id: Text, name: Text })),
  deployment: Obj(z.object({ id: Text, name: Text })),
  exception: Obj(z.object({ type: Text, message: Message, traceback: LongText })),
});
export type PrefectBody = z.output<typeof PrefectBody>;
