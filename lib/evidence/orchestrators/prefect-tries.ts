import { isPrefectEnd } from "@/lib/intake/sources/prefect/states";
import type { LogEntry, State } from "@/lib/vendors/prefect/schemas";

/** One try of a flow run: a rerun or retry keeps the run, its log and its state history. */
export interface PrefectTry {
  tryNumber: number;
  /** When it began to exist; its log entries have this time or later. Null for the first try. */
  from: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Type and name of the state that ended it; null while it runs. */
  state: string | null;
  stateName: string | null;
  message: string | null;
}

/**
 * Cuts a flow run's state history into tries. A try ends with a terminal state or with the `AwaitingRetry` that follows
 * it; the next one begins with the next state, or, where the engine retries by itself, when it runs again. Pure.
 */
export function prefectTries(states: readonly State[]): PrefectTry[] {
  const tries: PrefectTry[] = [];
  let current: PrefectTry | null = null;
  let isOver = false;
  let isRetriedByEngine = false;
  for (const state of states) {
    if (current === null || (isOver && !(isRetriedByEngine && state.type === "SCHEDULED"))) {
      current = newTry(tries.length + 1, current === null ? null : state.at);
      tries.push(current);
      isOver = false;
    }
    if (state.type === "RUNNING") current.startedAt ??= state.at;
    const isRetry = state.type === "SCHEDULED" && current.startedAt !== null && !isOver;
    if (isPrefectEnd(state.type) || isRetry) {
      isOver = true;
      isRetriedByEngine = isRetry;
      current.endedAt = state.at;
      current.state = state.type;
      current.stateName = state.name;
      current.message = state.message;
    }
  }
  return tries;
}

function newTry(tryNumber: number, from: string | null): PrefectTry {
  return { tryNumber, from, startedAt: null, endedAt: null, state: null, stateName: null, message: null };
}

/** The log entries of each try, by time. Entries without a time belong to the one before. Pure. */
export function entriesOfTries(
  entries: readonly LogEntry[],
  tries: readonly Pick<PrefectTry, "from">[],
): LogEntry[][] {
  const parts: LogEntry[][] = tries.map(() => []);
  let at = 0;
  for (const entry of entries) {
    if (entry.at !== null) {
      const { at: time } = entry;
      at = Math.max(
        0,
        tries.findLastIndex(({ from }) => from === null || time >= from),
      );
    }
    parts[at]?.push(entry);
  }
  return parts;
}
