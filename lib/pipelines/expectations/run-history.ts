import type { Deadline } from "@/lib/pipelines/schemas";

/** A run of a pipeline, as its orchestrator tells it. */
export interface PastRun {
  /** The orchestrator's run id. */
  runId: string;
  type: "scheduled" | "manual" | "backfill" | "asset" | "other";
  state: "queued" | "running" | "succeeded" | "failed" | "skipped";
  /** When it was due to start: the end of its data interval, or the logical date of a cron timetable; null if unknown. */
  dueAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Rows written, summed over its outputs; null if nobody counts. */
  rowsWritten: number | null;
  /** Whether its outputs differ from those of the run before; null if unknown. */
  hasChangedOutput: boolean | null;
}

/** A pipeline with its recent runs: all that judging it needs. */
export interface RunHistory {
  /** Cron expression or preset as the orchestrator shows it; null for none and for asset schedules. */
  schedule: string | null;
  /** IANA time zone of the schedule; null means UTC. */
  zone: string | null;
  isPaused: boolean;
  /** When the schedule, or whether it is paused, last changed; null if unknown. */
  changedAt: Date | null;
  deadline: Deadline | null;
  /** Newest first. */
  runs: readonly PastRun[];
}

export type RunFindingKind =
  /** A run that should have started has not. */
  | "missing"
  /** A run is running or due, and will end later than usual. */
  | "late"
  /** Success with far fewer rows than usual, or none. */
  | "empty"
  /** Success in a fraction of the usual duration. */
  | "short"
  /** Success without changing its output, unlike usual. */
  | "unchanged"
  /** All its tasks were skipped, unlike usual. */
  | "skipped";

/** What is wrong with a pipeline that reports no failure. */
export interface RunFinding {
  kind: RunFindingKind;
  /** Null for a run that does not exist. */
  runId: string | null;
  /** When it was due, or when it ended. */
  at: Date;
  /** Expected end; null if the history does not say. */
  expectedAt: Date | null;
  /** The deadline at risk, if one is set. */
  deadlineAt: Date | null;
  /** The comparison in one sentence, such as "0 rows; the last 20 runs wrote 11,200 to 12,900". */
  because: string;
}
