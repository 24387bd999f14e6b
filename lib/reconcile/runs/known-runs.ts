import type { ReadRun, ReadTry } from "@/lib/reconcile/orchestrators/reading";

/** A run as stored. Times are milliseconds since 1970. */
export interface StoredRun {
  state: string | null;
  stateAt: number | null;
  failedAt: number | null;
  dueAt: number | null;
  endedAt: number | null;
  hasFailedTask: boolean;
}

/** An attempt as stored. */
export interface StoredTry {
  tryNumber: number;
  outcome: string | null;
  isFailureCounted: boolean;
}

/** What is stored about the runs and tries of a reading. */
export interface KnownRuns {
  /** By `runKey`. */
  runs: ReadonlyMap<string, StoredRun>;
  /** By `workKey`: all attempts of the same task, or mapped instance, in the same run. */
  tries: ReadonlyMap<string, readonly StoredTry[]>;
  /** Pipelines with an open incident about a task or run. */
  failingPipelines: ReadonlySet<string>;
  /** By `taskKey`: tasks with an open incident. */
  failingTasks: ReadonlySet<string>;
}

export function runKey({ pipeline, run }: Pick<ReadRun, "pipeline" | "run">): string {
  return JSON.stringify([pipeline, run]);
}

export function workKey({
  pipeline,
  run,
  task,
  mapIndex,
}: Pick<ReadTry, "pipeline" | "run" | "task" | "mapIndex">): string {
  return JSON.stringify([pipeline, run, task, mapIndex]);
}

export function taskKey({ pipeline, task }: Pick<ReadTry, "pipeline" | "task">): string {
  return JSON.stringify([pipeline, task]);
}
