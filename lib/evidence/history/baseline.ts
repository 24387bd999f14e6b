import type { Baseline } from "@/lib/evidence/history/schemas";
import { median } from "@/lib/pipelines/expectations/spread";

/** A run of the pipeline: of the failed one's history, or the failed one itself. */
export interface HistoryRun {
  runId: string;
  outcome: "succeeded" | "failed" | "other";
  startedAt: string | null;
  endedAt: string | null;
  /** Null if nobody counts. */
  rows: number | null;
  /** Tries of the task in this run; null if not known. */
  tries: number | null;
}

/** Fewer successes show no usual duration or size. */
const MIN_SUCCESSES = 5;
/** How far from the median a value is unusual: by factor, and by robust standard deviations. */
const FACTOR = 1.5;
const DEVIATIONS = 3.5;
/** Makes the median absolute deviation comparable with a standard deviation. */
const MAD_SCALE = 1.4826;
const MAX_SHOWN = 30;

/** Compares the failed run with the earlier ones, newest first. Medians, so that a few odd runs do not matter. Pure. */
export function baselineOf(current: HistoryRun, past: readonly HistoryRun[]): Baseline {
  const ended = past.filter(({ outcome }) => outcome !== "other");
  const successes = ended.filter(({ outcome }) => outcome === "succeeded");
  const lastSuccess = ended.findIndex(({ outcome }) => outcome === "succeeded");
  const streak = lastSuccess === -1 ? [] : ended.slice(0, lastSuccess);
  const tried = past.filter(({ tries }) => tries !== null);
  return {
    failingSince: streak.at(-1)?.startedAt ?? null,
    failureRate: ended.length < MIN_SUCCESSES ? null : (ended.length - successes.length) / ended.length,
    retryRate:
      tried.length < MIN_SUCCESSES
        ? null
        : tried.filter(({ tries }) => (tries ?? 0) > 1).length / tried.length,
    duration: durationOf(current, successes),
    volume: volumeOf(current, successes),
    runs: [current, ...past]
      .slice(0, MAX_SHOWN)
      .toReversed()
      .map((run) => ({
        runId: run.runId,
        outcome: run.outcome,
        startedAt: run.startedAt,
        durationMs: durationMs(run),
        rows: run.rows,
      })),
  };
}

function durationMs({ startedAt, endedAt }: HistoryRun): number | null {
  return startedAt === null || endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
}

function durationOf(current: HistoryRun, successes: readonly HistoryRun[]): Baseline["duration"] {
  const thisMs = durationMs(current);
  const durations = successes.flatMap((run) => durationMs(run) ?? []);
  if (thisMs === null || durations.length < MIN_SUCCESSES) return null;
  const change = changeOf(thisMs, durations);
  return {
    thisMs,
    usualMs: median(durations),
    change: change === null ? null : change === "high" ? "longer" : "shorter",
  };
}

function volumeOf(current: HistoryRun, successes: readonly HistoryRun[]): Baseline["volume"] {
  const counts = successes.flatMap(({ rows }) => rows ?? []);
  if (counts.length < MIN_SUCCESSES) return null;
  const change = current.rows === null ? null : changeOf(current.rows, counts);
  return {
    thisRows: current.rows,
    usualRows: median(counts),
    change: change === null ? null : change === "high" ? "more" : "fewer",
  };
}

/** Whether a value is far from the others. */
function changeOf(value: number, others: readonly number[]): "high" | "low" | null {
  const usual = median(others);
  const spread = MAD_SCALE * median(others.map((other) => Math.abs(other - usual)));
  if (Math.abs(value - usual) <= DEVIATIONS * spread) return null;
  if (value > usual * FACTOR) return "high";
  return value * FACTOR < usual ? "low" : null;
}
