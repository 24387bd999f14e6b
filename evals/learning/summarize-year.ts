import type { ReplayRecord } from "@/evals/learning/replay";
import { share } from "@/evals/share";

/** How a learner fared in a month or a year. Counts, shares from 0 to 1, milliseconds and dollars. */
export interface YearSummary {
  incidents: number;
  accuracy: number;
  /** Accuracy where the cause had been confirmed before, and how many incidents that were. */
  knownAccuracy: number;
  known: number;
  /** Wrong with a confidence of at least .8. */
  falselySure: number;
  /** Wrong answers that take over a wrong confirmation, or a right one of another cause. */
  spread: number;
  stale: number;
  modelCalls: number;
  modelCostUsd: number;
  medianMs: number;
  p95Ms: number;
}

/** Summarizes records. Pure. */
export function summarizeRecords(records: readonly ReplayRecord[]): YearSummary {
  const known = records.filter(({ isKnown }) => isKnown);
  const times = records.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (part: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  const sum = (of: (record: ReplayRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    incidents: records.length,
    accuracy: share(records, ({ isRight }) => isRight),
    knownAccuracy: share(known, ({ isRight }) => isRight),
    known: known.length,
    falselySure: share(records, ({ isRight, confidence }) => !isRight && confidence >= 0.8),
    spread: records.filter(({ hasSpread }) => hasSpread).length,
    stale: records.filter(({ isStale }) => isStale).length,
    modelCalls: sum(({ modelCalls }) => modelCalls),
    modelCostUsd: sum(({ modelCostUsd }) => modelCostUsd),
    medianMs: at(0.5),
    p95Ms: at(0.95),
  };
}

/** The year, then its months. Pure. */
export function summarizeYear(records: readonly ReplayRecord[]): {
  year: YearSummary;
  months: YearSummary[];
} {
  const months = Array.from({ length: 12 }, (_, month) =>
    summarizeRecords(records.filter((record) => record.month === month)),
  );
  return { year: summarizeRecords(records), months };
}
