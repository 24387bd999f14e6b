import type { Draft } from "./draft";
import { endRun, resumeRun } from "./run-progress";
import { nextTick } from "./schedule";
import { releaseBuffer, startFunction } from "./starting";
import { type CronTick, EVENT_SCHEDULED, type RunnerEvent, type Wait } from "./state";

const LATE = "Timed out waiting for invoked function to complete";
const INVOKE_TIMEOUT = {
  error: { error: `InngestInvokeTimeoutError: ${LATE}`, message: LATE, name: "InngestInvokeTimeoutError" },
};
/** A schedule that never fires again. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Applies a due wait: a sleep is over, a wait timed out, or a run took too long. */
export function applyDueWait(draft: Draft, id: string): void {
  const wait = draft.wait(id);
  if (wait === null || wait.untilAt > draft.now) return;
  const run = draft.runningRun(wait.runId);
  if (run === null) return draft.removeWait(id);
  if (wait.kind === "finish-timeout" || (wait.kind === "start-timeout" && run.startedAt === null)) {
    return endRun(draft, run, "cancelled", {});
  }
  if (wait.kind === "start-timeout") return draft.removeWait(id);
  resumeRun(draft, wait, wait.kind === "invoke" ? INVOKE_TIMEOUT : null);
}

/** Delivers a signal. Returns the id of the run that waited for it, or null. */
export function applySignal(draft: Draft, signal: string, data: unknown): string | null {
  const isWaiting = (wait: Wait): boolean => wait.kind === "signal" && wait.signal === signal;
  const [wait] = draft.waitsFor(isWaiting);
  if (wait === undefined) return null;
  resumeRun(draft, wait, { data: { signal, data } });
  return wait.runId;
}

/** Releases a due debounced event or batch. */
export function applyDueBuffer(draft: Draft, key: string): void {
  const buffer = draft.buffer(key);
  if (buffer && buffer.dueAt <= draft.now) releaseBuffer(draft, key);
}

/** Starts a function on its schedule. Several missed ticks cause one start. */
export function applyTick(draft: Draft, tick: CronTick): void {
  const fn = draft.functions.get(tick.functionId);
  if (fn === undefined) return;
  draft.ticks.push({ tick, nextAt: nextTick(tick.schedule, draft.now) ?? NEVER });
  startFunction(draft, fn, [tickEvent(tick)]);
}

/** The event of a tick. Its id is the instant, so that a tick starts a function only once across processes. */
export function tickEvent(tick: CronTick): RunnerEvent {
  const instant = new Date(tick.nextAt).toISOString().replace(".000Z", "Z");
  return {
    data: { cron: tick.schedule, fireAt: instant, scheduledAt: instant },
    id: instant,
    name: EVENT_SCHEDULED,
    ts: tick.nextAt,
    user: {},
  };
}
