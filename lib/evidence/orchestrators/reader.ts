import type { LogInput } from "@/lib/background/read-log";
import type { IncidentContext } from "@/lib/incidents/incident-context";

/** The failed attempt, as the orchestrator's API names it. */
export interface LocatedTask {
  task: string;
  mapIndex: number;
  tryNumber: number | null;
  maxTries: number | null;
  state: string | null;
  operator: string | null;
}

/** A log from the orchestrator, not yet read. */
export interface FetchedLog {
  log: LogInput;
  /** True if the orchestrator did not return all of it. */
  isTruncated: boolean;
  /** False while more lines may follow. */
  isComplete: boolean;
}

export interface StateReading {
  /** State of the failed attempt or run, in the orchestrator's terms. */
  state: string | null;
  /** False while the state can still change. */
  isTerminal: boolean;
  /** Readable lines: states, attempts, and events that explain an end without an error. */
  lines: string[];
  failedTasks: string[];
  /** Tasks that did not run because of this failure. */
  upstreamFailed: string[];
  /** The run that started this one and waits for it (Prefect subflow). */
  parentRunId: string | null;
  /** Runs that this run started and waited for; `task` is the task that represents each of them. */
  startedRuns: { runId: string; task: string; hasFailed: boolean }[];
  /** Path of the file that defines the pipeline, on the orchestrator's machine or in its bundle. */
  filePath: string | null;
  /** The function in that file that is the pipeline; null where pipelines are not functions. */
  functionName: string | null;
  /** The commit that ran, if the orchestrator knows it. */
  version: string | null;
}

export interface PastRun {
  runId: string;
  state: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** The commit that ran, if the orchestrator knows it. */
  version: string | null;
}

/** The orchestrator's own copy of the file that defines the pipeline. */
export interface PipelineSource {
  text: string;
  /** Paths of that file: on the orchestrator's machine, and in its bundle. */
  paths: string[];
  /** True if this is known to be the version that ran. */
  isVersionThatRan: boolean;
}

/**
 * The orchestrator API as evidence collectors use it. Every method throws AppError; when `signal` aborts, requests are
 * canceled and its reason is thrown.
 */
export interface OrchestratorReader {
  /** The failed task, for a report that names only the run; null if none is found. */
  locate(incident: IncidentContext, signal: AbortSignal): Promise<LocatedTask | null>;
  readLog(incident: IncidentContext, signal: AbortSignal): Promise<FetchedLog>;
  readState(incident: IncidentContext, signal: AbortSignal): Promise<StateReading>;
  /** Earlier runs, newest first, at most 25. */
  readHistory(incident: IncidentContext, signal: AbortSignal): Promise<PastRun[]>;
  /** In at most four requests; null if this orchestrator's API has no source code. */
  readSource(incident: IncidentContext, signal: AbortSignal): Promise<PipelineSource | null>;
}
