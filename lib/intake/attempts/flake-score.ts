import type { FailureReport } from "@/lib/failures/schemas";

/** A try of a task, as last reported. */
export interface ReportedTry {
  mapIndex: number;
  tryNumber: number;
  outcome: FailureReport["event"] | null;
  /** The commit that ran; null if unknown. */
  version: string | null;
}

/** A run of a task's pipeline. */
export interface RunOfTask {
  /** The tries of the task in it, in any order; empty if none was reported. */
  tries: readonly ReportedTry[];
  /** Whether the run as a whole was last reported as succeeded. */
  hasSucceeded: boolean;
  /** Whether successes of tasks are reported for this run, so that a task without one did not run. */
  hasTaskSuccesses: boolean;
}

export interface FlakeScore {
  /** Share of the runs that succeeded only on a retry, 0 to 1; a run weighs half as much as one 20 runs later. */
  score: number;
  /** How many runs were counted, and how many of them succeeded only on a retry. */
  runs: number;
  retried: number;
}

/** The latest runs that are counted. */
const WINDOW = 40;
const HALF_LIFE = 20;
/** With fewer runs, one retry would look like a habit. */
const MIN_RUNS = 5;

/**
 * How often a task succeeds only because it is tried again. `runs`: newest first. A retry counts only if the orchestrator
 * announced it and the same commit ran, because a success after a clear or a deployment may be due to a repair. Runs that
 * have not ended, were skipped or cancelled are not counted. Pure.
 * @returns null with fewer than five counted runs.
 */
export function flakeScore(runs: readonly RunOfTask[]): FlakeScore | null {
  const verdicts = runs.flatMap((run) => verdictOf(run) ?? []).slice(0, WINDOW);
  if (verdicts.length < MIN_RUNS) return null;
  const weights = verdicts.map((_verdict, age) => 0.5 ** (age / HALF_LIFE));
  const retried = verdicts.map((verdict) => verdict === "retried");
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    score: sum(weights.filter((_weight, i) => retried[i])) / sum(weights),
    runs: verdicts.length,
    retried: retried.filter(Boolean).length,
  };
}

type Verdict = "clean" | "retried" | "failed";

/** How the task did in a run; null if it did not run or has not ended. */
function verdictOf({ tries, hasSucceeded, hasTaskSuccesses }: RunOfTask): Verdict | null {
  if (tries.length === 0) return hasSucceeded && !hasTaskSuccesses ? "clean" : null;
  const instances = [...new Set(tries.map(({ mapIndex }) => mapIndex))];
  const verdicts = new Set(
    instances.map((index) =>
      instanceVerdict(
        tries.filter(({ mapIndex }) => mapIndex === index),
        hasSucceeded,
      ),
    ),
  );
  if (verdicts.has("failed")) return "failed";
  if (verdicts.has("pending")) return null;
  if (verdicts.has("retried")) return "retried";
  return verdicts.has("clean") ? "clean" : null;
}

function instanceVerdict(
  tries: readonly ReportedTry[],
  hasRunSucceeded: boolean,
): Verdict | "pending" | "skipped" {
  const sorted = tries.toSorted((a, b) => a.tryNumber - b.tryNumber);
  const last = sorted.at(-1);
  switch (last?.outcome) {
    case "failed":
      return "failed";
    case "cancelled":
      return "skipped";
    case "succeeded":
      return sorted.some((earlier) => earlier !== last && isRetried(earlier, last)) ? "retried" : "clean";
    // Nobody reported the retry itself, but the run could not have succeeded without it.
    case "will_retry":
      return hasRunSucceeded ? "retried" : "pending";
    case "running":
    case null:
    case undefined:
      return "pending";
  }
}

function isRetried(earlier: ReportedTry, success: ReportedTry): boolean {
  const isNewCommit =
    earlier.version !== null && success.version !== null && earlier.version !== success.version;
  return earlier.outcome === "will_retry" && !isNewCommit;
}
