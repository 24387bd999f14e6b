import type { LogInput } from "@/lib/background/read-log";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import type { RunTrigger, UpstreamTask } from "@/lib/evidence/upstream/schemas";
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

/** One try of the failed attempt; its log is read on demand. */
export interface TryReading {
  tryNumber: number;
  /** In the orchestrator's terms; null if not known. */
  state: string | null;
  startedAt: string | null;
  endedAt: string | null;
  hostname: string | null;
  /** What wrote the log, where the report names only the run: a task or a job. */
  name?: string;
  /** @throws AppError NOT_FOUND if the orchestrator has no log of this try. */
  readLog: (signal: AbortSignal) => Promise<FetchedLog>;
  /** The logs of what else failed in this try of a run, such as further jobs of a workflow. */
  others?: readonly Required<Pick<TryReading, "name" | "readLog">>[];
}

/** The newest successful try of the same task in an earlier run. */
export interface GoodTry extends TryReading {
  runId: string;
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

/** What the failed task depends on within its own run, and what started the run. */
export interface UpstreamReading {
  tasks: UpstreamTask[];
  triggers: RunTrigger[];
}

/** What differs between the last good run and the failed one, as the orchestrator knows it. */
export interface DeploymentReading {
  goodRun: { runId: string; endedAt: string | null } | null;
  changes: DeployChange[];
  /** Installed packages by name; null if the API does not tell. */
  packages: Record<string, string> | null;
  /** Unified diff of the pipeline's definition between the two versions that ran; null if they are equal or not kept. */
  definitionDiff: string | null;
}

/** Something that may explain an end without an error in the log. */
export interface EndingEvent {
  at: string | null;
  /** As shown. */
  text: string;
  /** The person who did it; null if the orchestrator did. */
  by: string | null;
}

export interface OrchestratorRun {
  runId: string;
  state: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** The commit that ran, if the orchestrator knows it. */
  version: string | null;
}

/** A statement or command that the failed attempt ran, with its templates filled in. */
export interface RenderedCode {
  /** The operator's field (`sql`) or the node (`model.shop.orders`); unique within a reading. */
  name: string;
  /** The file it was made from; null if that is not known. */
  path: string | null;
  text: string;
  /** True if the orchestrator did not return all of it. */
  isCut: boolean;
  /** Why it may not be all of it, or not from the failed try; null if neither is so. */
  note: string | null;
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
  /** The tries up to the failed one, which is the last; at least one. */
  readTries(incident: IncidentContext, signal: AbortSignal): Promise<TryReading[]>;
  /** Null if no earlier run of the task succeeded, among the latest ones. */
  findGoodTry(incident: IncidentContext, signal: AbortSignal): Promise<GoodTry | null>;
  readState(incident: IncidentContext, signal: AbortSignal): Promise<StateReading>;
  /** Runs that started before the failed one, newest first, at most 25. */
  readHistory(incident: IncidentContext, signal: AbortSignal): Promise<OrchestratorRun[]>;
  /** The failed run itself; null if the orchestrator no longer has it. */
  readRun(incident: IncidentContext, signal: AbortSignal): Promise<OrchestratorRun | null>;
  readUpstream(incident: IncidentContext, signal: AbortSignal): Promise<UpstreamReading>;
  /** `since`: what changed after it counts, if no earlier run succeeded. */
  readDeployment(incident: IncidentContext, since: Date, signal: AbortSignal): Promise<DeploymentReading>;
  /** Scheduler and audit events and states of the failed run, oldest first. */
  readEnding(incident: IncidentContext, signal: AbortSignal): Promise<EndingEvent[]>;
  /** The most telling first, at most 10; empty if the attempt ran none or the orchestrator keeps none. */
  readRenderedCode(incident: IncidentContext, signal: AbortSignal): Promise<RenderedCode[]>;
  /** In at most four requests; null if this orchestrator's API has no source code. */
  readSource(incident: IncidentContext, signal: AbortSignal): Promise<PipelineSource | null>;
}
