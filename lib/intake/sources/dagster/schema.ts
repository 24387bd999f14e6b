import { z } from "zod";
import { Int, LongText, Message, Text, Time } from "@/lib/intake/sources/lenient";

/**
 * The body of our sensor (`clients/dagster/pipeline_debugger_sensor.py`), except the ids, which are read separately.
 * Dagster itself defines no webhook body.
 */
export const DagsterBody = z.object({
  event: Text,
  partition_key: Text,
  /** What the run was limited to, if it did not run its whole job; read as it is. */
  asset_selection: z.unknown().optional(),
  step_selection: z.unknown().optional(),
  message: Message,
  start_time: Time,
  end_time: Time,
  url: Text,
  environment: Text,
});
export type DagsterBody = z.output<typeof DagsterBody>;

/** A step that failed. */
export const DagsterStep = z.object({ step_key: Text, error: LongText, retries: Int });
export type DagsterStep = z.output<typeof DagsterStep>;
