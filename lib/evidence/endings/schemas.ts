import { z } from "zod";

/** Ways for an attempt to end without an error in its log. */
export const SILENT_ENDINGS = [
  "heartbeat_lost",
  "marked_failed",
  "state_mismatch",
  "without_report",
  "run_timeout",
  "deadlock",
  "out_of_memory",
  "killed",
  "stuck_in_queue",
  "not_started",
  "cancelled",
] as const;
export type SilentEnding = (typeof SILENT_ENDINGS)[number];

/** `facts` of how an attempt ended whose log does not say so. */
export const NoLogFacts = z.object({
  schemaVersion: z.literal(1),
  /** Null if the events do not say why it ended. */
  ending: z.enum(SILENT_ENDINGS).nullable(),
  /** The line of the text that says so, 1-based. */
  line: z.number().int().nullable(),
  /** Who ended it, if a person did. */
  by: z.string().nullable(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
});
export type NoLogFacts = z.infer<typeof NoLogFacts>;
