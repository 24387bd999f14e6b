import type { Deadline } from "@/lib/pipelines/schemas";

/** A run of a pipeline, as its orchestrator tells it. */
export interface PastRun {
  /** The orchestrator's run id. */
  runId: string;
  type: "scheduled" | "manual" | "backfill" | "asset" | "other";
  state: "queued" | "running" | "succeeded" | "failed" | "skipped";
  /** When it was due to start: the end of its data interval, or the logical date of a cron timetable; null if unknown. */
  dueAt: Date | null;
  /** When it was created, and began to wait; null or absent if unknown. */
  queuedAt?: Date | null;
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
  /**
   * Newest first, though any order is read. The last 40 runs serve for daily pipelines, because they show how the month before ended; frequent ones need three days, so
   * that a quiet night is known to be usual.
   */
  runs: readonly PastRun[];
  /** When the orchestrator itself says that the next run is due; null or absent if it does not say. */
  nextRunAt?: Date | null;
  /** Updates of the inputs that trigger the pipeline; null or absent if it is not triggered by data or they are unknown. */
  inputUpdates?: readonly InputUpdate[] | null;
  /** Local dates (`YYYY-MM-DD`) on which no run is expected of pipelines that follow a business calendar. */
  holidays?: readonly string[];
}

/** An update of a dataset that triggers a pipeline. */
export interface InputUpdate {
  /** The dataset, or the pipeline that writes it. */
  input: string;
  at: Date;
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
  /**
   * When it was due, or when it ended. While a trouble lasts, `kind`, `runId` and `at` stay the same: those of the first
   * missed due time, or of the first run of a streak.
   */
  at: Date;
  /** Due times missed, or runs in a row with this finding; absent means one. */
  count?: number;
  /** Expected end; null if the history does not say. */
  expectedAt: Date | null;
  /** When it will probably end if it starts now or goes on as usual; null or absent if the history does not say. */
  arrivalAt?: Date | null;
  /** The deadline at risk, if one is set. */
  deadlineAt: Date | null;
  /** The comparison in one sentence, such as "0 rows; the last 20 runs wrote 11,200 to 12,900". */
  because: string;
}
