import type { FailureReport } from "@/lib/failures/schemas";
import type { LineageFact } from "@/lib/lineage/schemas";

/** A run as its orchestrator shows it now. Times are ISO 8601 with `Z`. */
export interface ReadRun {
  /** The pipeline's `externalId`, as in reports of the same source. */
  pipeline: string;
  run: string;
  type: string | null;
  /** As in a report's run. */
  routine: string | null;
  event: FailureReport["event"];
  /** When it came into this state. */
  at: string;
  /** When it was due to start; for a manual run, when it was requested. */
  dueAt: string | null;
  logicalDate: string | null;
  startedAt: string | null;
  endedAt: string | null;
  url: string | null;
  /** What the poller needs to write a report on it. */
  details: Record<string, unknown>;
}

/** A task instance as its orchestrator shows it now: its latest attempt. */
export interface ReadTry {
  pipeline: string;
  run: string;
  task: string;
  taskName: string;
  operator: string | null;
  mapIndex: number;
  tryNumber: number;
  maxTries: number | null;
  /** In the orchestrator's terms. */
  state: string;
  event: FailureReport["event"];
  startedAt: string | null;
  endedAt: string | null;
  hostname: string | null;
  logUrl: string | null;
  /** The commit that ran. */
  version: string | null;
  details: Record<string, unknown>;
}

/** A pipeline as its orchestrator describes it. */
export interface ReadPipeline {
  pipeline: string;
  name: string;
  owner: string | null;
  /** Path of its file, in the form that broken files are named. */
  filePath: string | null;
  tags: string[];
  schedule: string | null;
  /** IANA time zone of the schedule; null if unknown. */
  zone: string | null;
  isPaused: boolean;
  nextRunAt: string | null;
}

/** A file of which the orchestrator cannot read pipelines. */
export interface BrokenFile {
  file: string;
  bundle: string | null;
  stackTrace: string;
}

/** A scheduled run that nobody has started. */
export interface UnstartedRun {
  pipeline: string;
  run: string;
  dueAt: string;
  /** What it waits for, such as "no worker of the work pool `etl` has picked it up". */
  because: string;
}

/** A try that runs, or at least was never said to have ended. */
export interface RunningTry {
  pipeline: string;
  run: string;
  task: string | null;
  tryNumber: number;
  mapIndex: number;
  startedAt: string;
}

/** All that one pass learned from an orchestrator. */
export interface Reading {
  runs: ReadRun[];
  tries: ReadTry[];
  running: RunningTry[];
  /** Null if they could not be read. */
  brokenFiles: BrokenFile[] | null;
  unstarted: UnstartedRun[];
  /** What runs have written. */
  lineage: LineageFact[];
  /** What the orchestrator says is wrong with itself, such as "scheduler is unhealthy"; null if nothing. */
  trouble: string | null;
  /** What could not be read, and why; whole sentences. */
  notes: string[];
}

/** What changes rarely. */
export interface Catalog {
  pipelines: ReadPipeline[];
  /** Pipelines that start when another one has written something. */
  dependencies: { upstream: string; downstream: string }[];
  /** What pipelines declare to read and write. */
  lineage: LineageFact[];
  notes: string[];
}

/** Evidence that a try still does something. */
export interface SignOfLife {
  /** Changes whenever its log grows. */
  logMark: string;
  /** Whether its heartbeat is gone; null if the orchestrator does not show heartbeats. */
  isHeartbeatLost: boolean | null;
}

/** What the reconciler needs from a kind of orchestrator. Every method throws AppError. */
export interface Poller {
  /** What has changed since then, and everything that runs. */
  read(since: Date, signal: AbortSignal): Promise<Reading>;
  readCatalog(signal: AbortSignal): Promise<Catalog>;
  /** The time zone of a pipeline's schedule; null if unknown. */
  readZone(pipeline: string, signal: AbortSignal): Promise<string | null>;
  /** The latest runs of a pipeline, at most 100. */
  readHistory(pipeline: string, signal: AbortSignal): Promise<ReadRun[]>;
  readSignOfLife(running: RunningTry, signal: AbortSignal): Promise<SignOfLife>;
  /** Whether it shows heartbeats, so that reading a sign of life is cheap. */
  readonly showsHeartbeats: boolean;
  /** Whether a failed task is a failure by itself, rather than only as part of its run. */
  readonly areTasksReported: boolean;
  reportRun(run: ReadRun): FailureReport;
  reportTry(found: ReadTry): FailureReport;
  /** Requests sent so far. */
  requests(): number;
  /** How far the orchestrator's clock is ahead of ours, in milliseconds, by its latest answer; 0 if unknown. */
  clockAheadMs(): number;
}
