import { median } from "@/lib/pipelines/expectations/spread";
import type { InputState } from "@/lib/evidence/upstream/schemas";

/** A write to a dataset, as recorded. */
export interface DatasetWriteRow {
  at: Date;
  rows: number | null;
}

/** Fewer writes show no rhythm and no usual size. */
const MIN_WRITES = 5;
/** A write is late after this many usual intervals, and after the longest of the latest intervals. */
const LATE_FACTOR = 1.5;
/** How far a number of rows is from the median to count as drift: by factor, and by robust standard deviations. */
const DRIFT_FACTOR = 2;
const DRIFT_DEVIATIONS = 5;
/** Makes the median absolute deviation comparable with a standard deviation. */
const MAD_SCALE = 1.4826;

/**
 * Judges a dataset at the time of a failure by its writes until then, newest first: whether the next one is overdue, and
 * whether the last one was unusually large or small. Medians, so that a few odd writes do not matter. Pure.
 */
export function judgeInput(dataset: string, writes: readonly DatasetWriteRow[], at: Date): InputState {
  const [last, ...before] = writes;
  const rows = before.flatMap((write) => write.rows ?? []);
  const usualRows = rows.length >= MIN_WRITES - 1 ? median(rows) : null;
  const lastRows = last?.rows ?? null;
  const intervals = writes.slice(1).map((write, i) => (writes[i]?.at.getTime() ?? 0) - write.at.getTime());
  const usualIntervalMs = writes.length >= MIN_WRITES ? median(intervals) : null;
  const age = last === undefined ? 0 : at.getTime() - last.at.getTime();
  return {
    dataset,
    lastWriteAt: last?.at.toISOString() ?? null,
    usualIntervalMs,
    isLate:
      usualIntervalMs !== null &&
      usualIntervalMs > 0 &&
      age > LATE_FACTOR * usualIntervalMs &&
      age > Math.max(...intervals),
    lastRows,
    usualRows,
    rowDrift: lastRows === null || usualRows === null ? null : driftOf(lastRows, usualRows, rows),
  };
}

function driftOf(last: number, usual: number, rows: readonly number[]): InputState["rowDrift"] {
  if (last === 0) return usual > 0 ? "empty" : null;
  const spread = median(rows.map((count) => Math.abs(count - usual))) * MAD_SCALE;
  if (Math.abs(last - usual) <= DRIFT_DEVIATIONS * spread) return null;
  if (last * DRIFT_FACTOR < usual) return "fewer";
  return last > usual * DRIFT_FACTOR ? "more" : null;
}
