import type { LogInput } from "@/lib/background/read-log";
import type { IncidentContext } from "@/lib/incidents/incident-context";

/** The try that failed, as the orchestrator's API names it. */
export interface LocatedTask {
  task: string;
  mapIndex: number;
  tryNumber: number | null;
  maxTries: number | null;
  state: string | null;
  operator: string | null;
}

/** A log as the orchestrator gave it, not read yet. */
export interface FetchedLog {
  log: LogInput;
  /** True where the orchestrator did not give all of it. */
  isTruncated: boolean;
  /** False while the orchestrator says that more may come. */
  isComplete: boolean;
}

export interface StateReading {
  /** State of the failed try (or run), as the orchestrator names it. */
  state: string | null;
  /** False while the state can still change by itself. */
  isTerminal: boolean;
  /** Lines a person reads: states, tries, and events that explain a silent end. */
  lines: string[];
  failedTasks: string[];
  /** Tasks that did not run because of this failure. */
  upstreamFailed: string[];
  /** Run that started this one and waits for it (Prefect subflow). */
  parentRunId: string | null;
  /** Runs that this one started and waited for; `task` is what stands for each among this run's tasks. */
  startedRuns: { runId: string; task: string; hasFailed: boolean }[];
  /** Path of the file that defines the pipeline, on the orchestrator's machine or inside its bundle. */
  filePath: string | null;
  /** Commit that ran, where the orchestrator knows it. */
  version: string | null;
}

export interface PastRun {
  runId: string;
  state: string | null;
  startedAt: string | null;
  endedAt: string | null;
}

/**
 * What evidence collectors ask of an orchestrator's API. Every method throws AppError; when `signal` aborts, its
 * requests end and its reason is thrown.
 */
export interface OrchestratorReader {
  /** The task that failed, for a report that names only the run; null when none is found. */
  locate(incident: IncidentContext, signal: AbortSignal): Promise<LocatedTask | null>;
  readLog(incident: IncidentContext, signal: AbortSignal): Promise<FetchedLog>;
  readState(incident: IncidentContext, signal: AbortSignal): Promise<StateReading>;
  /** Runs before this one, newest first, at most 25. */
  readHistory(incident: IncidentContext, signal: AbortSignal): Promise<PastRun[]>;
}
