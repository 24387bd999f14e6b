import { messageOf } from "@/lib/platform/errors";
import type { Draft } from "./draft";
import { instantMs } from "./duration";
import { functionUuid, digest, newUlid } from "./ids";
import { isRecord } from "./json";
import { conditionOf } from "./routing";
import { endRun, plainError, saveStep } from "./run-progress";
import { EVENT_INVOKED, type QueueItem, type Run, type Wait } from "./state";

/** An operation requested in a function's answer. */
export interface Operation {
  op: string;
  id: string;
  name?: string | null;
  displayName?: string | null;
  data?: unknown;
  error?: Record<string, unknown> | null;
  opts?: Record<string, unknown> | null;
}

const YEAR = "365d";
/** Operations that need an Inngest server, and the API that requests them. */
const UNSUPPORTED = new Map([
  ["Gateway", "step.fetch"],
  ["AIGateway", "step.ai.infer"],
  ["DeferAdd", "defer"],
  ["DeferAbort", "defer"],
]);

/** Applies an operation. `isNew`: it was neither done nor requested before. */
export function handleOperation(
  draft: Draft,
  run: Run,
  item: QueueItem,
  operation: Operation,
  isNew: boolean,
): void {
  const { op, id } = operation;
  const mode = textOf(operation.opts?.["parallelMode"]);
  const finishStep = (value: unknown): void => {
    const ready = saveStep(draft, run, id, value, mode);
    if (ready) draft.enqueue(ready, { stepId: "step", fromStep: id });
  };
  const startWait = WAITS.get(op);
  if (startWait) return isNew ? startWait(draft, run, operation, mode) : undefined;
  switch (op) {
    case "Step":
    case "StepRun":
      return finishStep({ data: operation.data ?? null });
    case "StepError":
    case "StepFailed":
      return finishStep({
        error: withoutMarker(operation.error ?? plainError("the step failed without an error")),
      });
    case "StepPlanned":
      return isNew ? draft.enqueue(run, { stepId: id, fromStep: item.fromStep, mode }) : undefined;
    case "DiscoveryRequest":
      return draft.enqueue(run, { stepId: "step", fromStep: item.fromStep });
    case "RunComplete":
      return endRun(draft, run, "completed", { result: operation.data ?? null });
    case "Gateway":
    case "AIGateway":
      return finishStep({ error: plainError(unsupportedMessage(op), "NonRetriableError") });
    default:
      return endRun(draft, run, "failed", { error: plainError(unsupportedMessage(op), "NonRetriableError") });
  }
}

/** The gate that serializes runs waiting for the same signal. */
export function signalGate(signal: string): string {
  return `signal:${digest(signal)}`;
}

function unsupportedMessage(op: string): string {
  const call = UNSUPPORTED.get(op);
  return `the embedded runner does not support ${call ? `${call} (operation ${op})` : `the operation ${op}`}`;
}

function sleep(draft: Draft, run: Run, operation: Operation, mode: string | null): void {
  const untilAt = instantMs(operation.name ?? "", draft.now);
  if (untilAt === null) return failWait(draft, run, `invalid sleep duration "${operation.name}"`);
  draft.addWait(waitOf(run, operation, { kind: "sleep", mode, untilAt }));
}

function waitForEvent(draft: Draft, run: Run, operation: Operation, mode: string | null): void {
  const untilAt = timeoutOf(draft, operation);
  if (untilAt === null) return failWait(draft, run, "invalid timeout of waitForEvent");
  const expression = textOf(operation.opts?.["if"]);
  try {
    conditionOf({ expression });
  } catch (error) {
    const message = `Wait for event If expression failed to compile: ${messageOf(error)}`;
    return failWait(draft, run, message, "InvalidExpression");
  }
  draft.addWait(
    waitOf(run, operation, { kind: "event", mode, eventName: operation.name ?? "", expression, untilAt }),
  );
}

function waitForSignal(draft: Draft, run: Run, operation: Operation, mode: string | null): void {
  const signal = textOf(operation.opts?.["signal"]);
  const untilAt = timeoutOf(draft, operation);
  if (signal === null || untilAt === null) return failWait(draft, run, "invalid signal or timeout");
  const [holder] = draft.waitsFor((wait) => wait.kind === "signal" && wait.signal === signal);
  if (holder) {
    if (operation.opts?.["conflict"] !== "replace") {
      return failWait(draft, run, "Signal conflict; signal wait already exists for another run");
    }
    draft.removeWait(holder.id);
  }
  draft.changeGate(signalGate(signal), {});
  draft.addWait(waitOf(run, operation, { kind: "signal", mode, signal, untilAt }));
}

function invoke(draft: Draft, run: Run, operation: Operation, mode: string | null): void {
  const { opts } = operation;
  const payload = isRecord(opts?.["payload"]) ? opts["payload"] : {};
  const untilAt = instantMs(textOf(opts?.["timeout"]) ?? YEAR, draft.now);
  if (untilAt === null) return failWait(draft, run, "invalid timeout of invoke");
  const wait = waitOf(run, operation, { kind: "invoke", mode, untilAt });
  draft.addWait(wait);
  const meta = {
    correlation_id: wait.id,
    expire: untilAt,
    fn_id: textOf(opts?.["function_id"]) ?? "",
    name: operation.displayName ?? operation.name ?? "",
    source_fn_id: functionUuid(run.functionId),
    source_fn_v: 1,
  };
  const data = { ...(isRecord(payload["data"]) ? payload["data"] : {}), _inngest: meta };
  const version = textOf(payload["v"]);
  draft.publish({
    data,
    id: newUlid(draft.now),
    name: EVENT_INVOKED,
    ts: draft.now,
    user: payload["user"] ?? {},
    ...(version ? { v: version } : {}),
  });
}

const WAITS = new Map([
  ["Sleep", sleep],
  ["WaitForEvent", waitForEvent],
  ["WaitForSignal", waitForSignal],
  ["InvokeFunction", invoke],
]);

function waitOf(
  run: Run,
  operation: Operation,
  wait: Pick<Wait, "kind" | "mode" | "untilAt"> & Partial<Pick<Wait, "eventName" | "expression" | "signal">>,
): Wait {
  return {
    id: `${run.id}.${operation.id}`,
    runId: run.id,
    stepId: operation.id,
    eventName: null,
    expression: null,
    signal: null,
    ...wait,
  };
}

function timeoutOf(draft: Draft, operation: Operation): number | null {
  return instantMs(textOf(operation.opts?.["timeout"]) ?? YEAR, draft.now);
}

/** Fails the run for an invalid wait, because calling the function again would request the same. */
function failWait(draft: Draft, run: Run, message: string, name = "Error"): void {
  endRun(draft, run, "failed", { error: { error: name, message, name: "Error" } });
}

function withoutMarker(error: Record<string, unknown>): Record<string, unknown> {
  const { __serialized: _marker, ...rest } = error;
  return rest;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
