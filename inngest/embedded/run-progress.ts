import type { Draft } from "./draft";
import { triggeredFunctions } from "./triggers";
import { newUlid } from "./ids";
import {
  EVENT_CANCELLED,
  EVENT_FAILED,
  EVENT_FINISHED,
  type Run,
  type RunStatus,
  type RunnerEvent,
  type Wait,
} from "./state";

const MAX_STEPS = 1_000;
const MAX_STATE_BYTES = 32 << 20;
const STATUS_NAME: Record<Exclude<RunStatus, "running">, string> = {
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

interface Ending {
  /** The function's return value, or its last answer. */
  result?: unknown;
  /** As in `inngest/function.failed`. */
  error?: Record<string, unknown>;
}

/**
 * Stores a step's result. Returns the run if the function has to be called now; null while other branches are running or
 * if the run failed for its size.
 */
export function saveStep(
  draft: Draft,
  run: Run,
  stepId: string,
  value: unknown,
  mode: string | null,
): Run | null {
  let { stack, stateBytes } = run;
  if (!stack.includes(stepId)) {
    const text = JSON.stringify(value);
    stack = [...stack, stepId];
    stateBytes += Buffer.byteLength(text);
    if (stack.length > MAX_STEPS || stateBytes > MAX_STATE_BYTES) {
      const limit =
        stack.length > MAX_STEPS ? `${MAX_STEPS} steps` : `${MAX_STATE_BYTES >> 20} MB of step results`;
      endRun(draft, run, "failed", { error: plainError(`the run exceeded the limit of ${limit}`) });
      return null;
    }
    draft.addStep(run.id, stepId, text);
  }
  const pending = run.pending.filter((id) => id !== stepId);
  const isWaitingForBranches = pending.length > 0 && mode !== "race";
  const changed = draft.changeRun(run.id, {
    stack,
    stateBytes,
    pending,
    isPlanning: isWaitingForBranches && run.isPlanning,
  });
  return isWaitingForBranches ? null : changed;
}

/** Resolves a wait with a value, and calls the function again if no other branch is running. */
export function resumeRun(draft: Draft, wait: Wait, value: unknown): void {
  draft.removeWait(wait.id);
  const run = draft.runningRun(wait.runId);
  if (run === null || wait.stepId === null) return;
  const ready = saveStep(draft, run, wait.stepId, value, wait.mode);
  if (ready) draft.enqueue(ready, { stepId: "step", fromStep: wait.stepId });
}

/** Ends a run and emits the events that other functions and the invoking run listen to. */
export function endRun(draft: Draft, run: Run, status: Exclude<RunStatus, "running">, ending: Ending): void {
  draft.endRun(run.id, { status, output: JSON.stringify(ending.error ?? ending.result ?? null) });
  const [cause] = run.events;
  // Functions listening to these would start each other endlessly.
  if (cause?.name === EVENT_FAILED || cause?.name === EVENT_FINISHED) return;
  const data: Record<string, unknown> = {
    _inngest: { status: STATUS_NAME[status] },
    event: cause,
    events: run.events.map(({ user: _user, ...event }) => event),
    function_id: run.functionId,
    run_id: run.id,
    ...(run.invokedBy ? { correlation_id: run.invokedBy } : {}),
    ...(ending.error ? { error: ending.error } : {}),
    ...("result" in ending ? { result: ending.result } : {}),
  };
  announce(draft, { data, id: newUlid(draft.now), name: EVENT_FINISHED, ts: draft.now, user: {} });
  if (status === "failed") announce(draft, { data, id: run.id, name: EVENT_FAILED, ts: draft.now, user: {} });
  if (status === "cancelled")
    announce(draft, { data, id: run.id, name: EVENT_CANCELLED, ts: draft.now, user: {} });
}

/** The result of an invoke step, from the invoked run's end event. */
export function invokedResult(finished: RunnerEvent): unknown {
  const { data } = finished;
  if (data["error"] !== undefined) return { error: data["error"] };
  const isCancelled = (data["_inngest"] as { status?: string } | undefined)?.status === STATUS_NAME.cancelled;
  return isCancelled ? finished : { data: data["result"] ?? null };
}

/** An error as stored in events and step results. */
export function plainError(
  message: string,
  name = "Error",
): { error: string; message: string; name: string } {
  return { error: name, message, name };
}

function announce(draft: Draft, event: RunnerEvent): void {
  const isWanted =
    event.data["correlation_id"] !== undefined ||
    triggeredFunctions(draft.functions, event).length > 0 ||
    [...draft.functions.values()].some((fn) => fn.cancelOn.some((cancel) => cancel.event === event.name));
  draft.publish(event, { onlyIfAwaited: !isWanted });
}
