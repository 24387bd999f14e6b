import type { Draft } from "./draft";
import { compileExpression, type Expression, isTrue } from "./expression";
import { isRecord } from "./json";
import { endRun, invokedResult, resumeRun } from "./run-progress";
import { startFunction } from "./starting";
import { EVENT_FINISHED, EVENT_INVOKED, type RunnerEvent, type StoredEvent, type Wait } from "./state";
import { triggeredFunctions } from "./triggers";

const MAX_CACHED = 500;
const compiled = new Map<string, Expression>();

/**
 * Routes an event: resumes waiting runs, cancels runs, then starts functions, in this order so that a run cannot receive
 * the event that started it.
 */
export function routeEvent(draft: Draft, { id, event }: StoredEvent): void {
  draft.routedEvents.push(id);
  for (const wait of draft.waitsFor((wait) => wait.kind === "event" && wait.eventName === event.name)) {
    const run = draft.runningRun(wait.runId);
    if (run && isTrue(conditionOf(wait), { event: run.events[0], async: event }))
      resumeRun(draft, wait, event);
  }
  cancelRuns(draft, event);
  if (event.name === EVENT_FINISHED) answerInvocation(draft, event);
  if (event.name === EVENT_INVOKED) startInvoked(draft, event);
  else for (const fn of triggeredFunctions(draft.functions, event)) startFunction(draft, fn, [event]);
}

/** The compiled condition of a wait, which was validated before the wait was stored. */
export function conditionOf(wait: Pick<Wait, "expression">): Expression | null {
  if (wait.expression === null) return null;
  let condition = compiled.get(wait.expression);
  if (condition === undefined) {
    condition = compileExpression(wait.expression, ["event", "async"]);
    if (compiled.size >= MAX_CACHED) compiled.clear();
    compiled.set(wait.expression, condition);
  }
  return condition;
}

/** The function an invocation starts, and the wait that its end resolves. */
export function invocationOf(event: RunnerEvent): { functionId: string; waitId: string } | null {
  const meta = event.data["_inngest"];
  if (!isRecord(meta)) return null;
  const { fn_id: functionId, correlation_id: waitId } = meta;
  return typeof functionId === "string" && typeof waitId === "string" ? { functionId, waitId } : null;
}

function cancelRuns(draft: Draft, event: RunnerEvent): void {
  for (const fn of draft.functions.values()) {
    for (const cancel of fn.cancelOn) {
      if (cancel.event !== event.name) continue;
      for (const run of draft.runningRunsOf(fn.id)) {
        const [cause] = run.events;
        const isLater = event.ts >= (cause?.ts ?? 0);
        const isInTime = cancel.timeoutMs === null || draft.now < run.createdAt + cancel.timeoutMs;
        if (isLater && isInTime && isTrue(cancel.condition, { event: cause, async: event })) {
          endRun(draft, run, "cancelled", {});
        }
      }
    }
  }
}

function startInvoked(draft: Draft, event: RunnerEvent): void {
  const invocation = invocationOf(event);
  if (invocation === null) return;
  const { functionId, waitId } = invocation;
  const fn = draft.functions.get(functionId);
  const outcome = fn ? startFunction(draft, fn, [event], { invokedBy: waitId }) : "unknown";
  const wait = draft.wait(waitId);
  if (outcome === "started" || wait === null) return;
  const message =
    outcome === "unknown"
      ? `could not find function with ID: ${functionId}`
      : `function ${functionId} was not started: its idempotency or singleton option already has a run`;
  resumeRun(draft, wait, { error: { message, name: "Error" } });
}

function answerInvocation(draft: Draft, event: RunnerEvent): void {
  const waitId = event.data["correlation_id"];
  const wait = typeof waitId === "string" ? draft.wait(waitId) : null;
  if (wait) resumeRun(draft, wait, invokedResult(event));
}
