import { z } from "zod";
import type { Draft } from "./draft";
import { retryAfterInstant } from "./duration";
import { isRecord } from "./json";
import { type Operation, handleOperation } from "./operations";
import { endRun, plainError } from "./run-progress";
import type { CallResult, QueueItem, Run } from "./state";

const MAX_ANSWER_BYTES = 4 << 20;
/** Calls lost with their process after which a run fails, because it may be the cause. */
const MAX_LOST_CALLS = 20;

const Operations = z.array(
  z.looseObject({
    op: z.string(),
    id: z.string().regex(/^[\w-]{1,128}$/),
    name: z.string().nullish(),
    displayName: z.string().nullish(),
    data: z.unknown().optional(),
    error: z.record(z.string(), z.unknown()).nullish(),
    opts: z.record(z.string(), z.unknown()).nullish(),
  }),
);

/** Whether a call was lost with its process too often. */
export function isGivenUp(item: QueueItem): boolean {
  return item.deliveries - item.attempt > MAX_LOST_CALLS;
}

/** The answer to a call that is no longer made, see `isGivenUp`. */
export const GIVEN_UP = finalAnswer(`the process died ${MAX_LOST_CALLS} times while this step was running`);

/** The answer to a function that checkpoints, which the runner does not support. */
export const CHECKPOINTING = finalAnswer(
  "the embedded runner does not support checkpointing: create the client with checkpointing: false",
);

/** A runner-made answer that permanently fails the run. */
export function finalAnswer(message: string): CallResult {
  return {
    status: 400,
    headers: { "x-inngest-sdk": "embedded", "x-inngest-no-retry": "true" },
    body: { name: "Error", message },
    bytes: 0,
    failure: null,
  };
}

/** Applies a call's answer: stores results, queues the next calls, retries, or ends the run. */
export function applyAnswer(draft: Draft, item: QueueItem, answer: CallResult): void {
  const run = draft.runningRun(item.runId);
  if (run === null) return draft.consume(item);
  const isSdk = "x-inngest-sdk" in answer.headers;
  if (answer.bytes > MAX_ANSWER_BYTES) {
    return failRun(
      draft,
      run,
      item,
      plainError(`the answer has ${answer.bytes} bytes, over the limit of 4 MB`),
    );
  }
  if (answer.status === 206 && isSdk) return applyOperations(draft, run, item, answer);
  if (answer.status === 200 && isSdk) {
    draft.consume(item);
    return endRun(draft, run, "completed", { result: answer.body });
  }
  if (!isLastAttempt(draft, item, answer)) return retryItem(draft, item, answer);
  draft.consume(item);
  endRun(draft, run, "failed", failureOf(answer, isSdk));
}

function applyOperations(draft: Draft, run: Run, item: QueueItem, answer: CallResult): void {
  const parsed = Operations.safeParse([answer.body].flat());
  const operations = parsed.success ? parsed.data.filter((operation) => operation.op !== "None") : [];
  const isStuck = operations.length === 0 && run.pending.length === 0;
  if (!parsed.success || isStuck) {
    if (!isLastAttempt(draft, item, answer)) return retryItem(draft, item, answer);
    return failRun(draft, run, item, plainError("the answer has no supported operation"));
  }
  const hasStepError = operations.some((operation) => operation.op === "StepError");
  if (hasStepError && !isLastAttempt(draft, item, answer)) {
    rememberVersion(draft, run, answer);
    return retryItem(draft, item, answer);
  }
  draft.consume(item);
  const outstanding = operations.map((operation) => operation.id).filter((id) => !run.stack.includes(id));
  draft.changeRun(run.id, {
    pending: [...new Set([...run.pending, ...outstanding])],
    isPlanning: run.isPlanning || operations.length > 1,
  });
  rememberVersion(draft, run, answer);
  for (const operation of waitsFirst(operations)) {
    const current = draft.runningRun(run.id);
    if (current === null) return;
    const isNew = !run.pending.includes(operation.id) && !run.stack.includes(operation.id);
    handleOperation(draft, current, item, operation, isNew);
  }
}

/** Puts waits first, so that they see events sent in the same answer. */
function waitsFirst(operations: Operation[]): Operation[] {
  const isWait = (operation: Operation): boolean => operation.op === "WaitForEvent";
  return [...operations.filter(isWait), ...operations.filter((operation) => !isWait(operation))];
}

function rememberVersion(draft: Draft, run: Run, answer: CallResult): void {
  if (run.requestVersion !== -1) return;
  const version = Number(answer.headers["x-inngest-req-version"] ?? 2);
  draft.changeRun(run.id, { requestVersion: Number.isInteger(version) ? version : 2 });
}

function isLastAttempt(draft: Draft, item: QueueItem, answer: CallResult): boolean {
  if (answer.headers["x-inngest-no-retry"] === "true") return true;
  return item.attempt + 1 >= (draft.functions.get(item.functionId)?.maxAttempts ?? 1);
}

function retryItem(draft: Draft, item: QueueItem, answer: CallResult): void {
  const header = answer.headers["retry-after"];
  const asked = header === undefined ? null : retryAfterInstant(header, draft.now);
  draft.retry(item, asked ?? draft.now + draft.backoffMs(item.attempt));
}

function failRun(draft: Draft, run: Run, item: QueueItem, error: Record<string, unknown>): void {
  draft.consume(item);
  endRun(draft, run, "failed", { error });
}

/** The error that `inngest/function.failed` reports. */
function failureOf(answer: CallResult, isSdk: boolean): { error: Record<string, unknown>; result: unknown } {
  const { body, status } = answer;
  if (isSdk && isRecord(body)) {
    const { __serialized: _marker, ...error } = body;
    const isFinal = answer.headers["x-inngest-no-retry"] === "true";
    return {
      error: { error: isFinal ? "NonRetriableError" : `invalid status code: ${status}`, ...error },
      result: body,
    };
  }
  if (answer.failure !== null) {
    return {
      error: { error: answer.failure, message: answer.failure, name: "Error" },
      result: answer.failure,
    };
  }
  const text = typeof body === "string" ? body : JSON.stringify(body);
  if (status < 300) {
    const reason = "The response did not come from an Inngest SDK";
    return { error: { error: reason, message: text, name: "Error" }, result: body };
  }
  const reason = `Your server returned HTTP ${status} before the SDK responded.`;
  return { error: { error: reason, message: reason, name: "Server returned a fatal error" }, result: body };
}
