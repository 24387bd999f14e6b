import { z } from "zod";

const Time = z.iso.datetime().nullable().default(null);

/** A finding that was reported and is not over. */
const ReportedFinding = z.object({
  episode: z.string(),
  name: z.string(),
  target: z.string().nullable(),
  pipeline: z.string().nullable(),
  run: z.string().nullable(),
  isAboutEndedRun: z.boolean(),
});
export type ReportedFinding = z.infer<typeof ReportedFinding>;

const LogMark = z.object({ mark: z.string(), since: z.iso.datetime() });
export type LogMark = z.infer<typeof LogMark>;

/** How far a source has been reconciled. Times are those of the orchestrator's clock unless said otherwise. */
export const Watermarks = z.object({
  /** Start of the first pass that reached the orchestrator, by our clock. */
  connectedAt: Time,
  /** Everything that changed before has been read. */
  changesUntil: Time,
  /** When the catalog was last read, by our clock. */
  catalogAt: Time,
  /** Passes in a row that failed. */
  failedPasses: z.number().int().default(0),
  /** Since when the orchestrator says that something is wrong with itself, and for how many passes. */
  troubleSince: Time,
  troubledPasses: z.number().int().default(0),
  /** When it was last read and said that it was well, by our clock. */
  wellAt: Time,
  /** The last time during which the orchestrator was down or in trouble, by our clock. */
  outage: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).nullable().default(null),
  /** Reported findings by their key. */
  alerts: z.record(z.string(), ReportedFinding).default({}),
  /** The logs of tasks that run suspiciously long, by task. */
  logs: z.record(z.string(), LogMark).default({}),
});
export type Watermarks = z.infer<typeof Watermarks>;
