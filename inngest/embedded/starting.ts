import type { Draft } from "./draft";
import { DAY_MS } from "./duration";
import { type Expression, isTrue } from "./expression";
import type { RunnerFunction } from "./function-config";
import { digest, newUlid } from "./ids";
import { endRun } from "./run-progress";
import { canonicalJson } from "./signature";
import type { Gate, Run, RunnerEvent, Slot } from "./state";

const MAX_PRIORITY_SECONDS = 600;

interface Via {
  /** The wait of the invoking run. */
  invokedBy?: string;
  /** Whether debounce or batching has released the events, so that they are not held again. */
  isReleased?: boolean;
}

/** Keys of the state that decides whether a function may start; read before and changed by a start. */
export interface StartKeys {
  start: string | null;
  rateGate: string | null;
  throttleGate: string | null;
  singletonGate: string | null;
  buffer: string | null;
}

/** The keys for limits, deduplication and buffering of a start. */
export function startKeysOf(fn: RunnerFunction, events: RunnerEvent[], via: Via = {}): StartKeys {
  const [event] = events;
  const isDirect = !via.isReleased && via.invokedBy === undefined;
  const gate = (kind: string, option: { key: Expression | null } | null): string | null =>
    option ? `${kind}:${digest(fn.id, valueOf(option.key, event))}` : null;
  const held = fn.debounce ?? (fn.batch && isTrue(fn.batch.condition, { event }) ? fn.batch : null);
  return {
    start: startKeyOf(fn, events),
    rateGate: isDirect ? gate("rate", fn.rateLimit) : null,
    throttleGate: gate("throttle", fn.throttle),
    singletonGate: gate("singleton", fn.singleton),
    buffer:
      isDirect && held
        ? `${fn.debounce ? "debounce" : "batch"}:${digest(fn.id, valueOf(held.key, event))}`
        : null,
  };
}

/**
 * Starts a function, or holds or drops its events, according to its options. Order: rate limit, debounce or batch, once
 * per event id or idempotency key (24 h), singleton, throttle. Returns the outcome.
 */
export function startFunction(
  draft: Draft,
  fn: RunnerFunction,
  events: RunnerEvent[],
  via: Via = {},
): "started" | "held" | "dropped" {
  const keys = startKeysOf(fn, events, via);
  if (keys.rateGate && fn.rateLimit) {
    const { startAt, freeAt } = passGate(draft.gate(keys.rateGate), fn.rateLimit, draft.now);
    if (startAt > draft.now) return "dropped";
    draft.changeGate(keys.rateGate, { freeAt });
  }
  if (keys.buffer) return hold(draft, fn, events, keys.buffer);
  if (keys.start && draft.startKeys.has(keys.start)) return "dropped";
  if (keys.singletonGate && fn.singleton) {
    const holder = draft.runningRun(draft.gate(keys.singletonGate).holder ?? "");
    if (holder && fn.singleton.mode === "skip") return "dropped";
    if (holder) endRun(draft, holder, "cancelled", {});
  }
  const run = newRun(draft, fn, events, via);
  if (keys.singletonGate) draft.changeGate(keys.singletonGate, { holder: run.id });
  if (keys.start) {
    draft.startKeys.add(keys.start);
    draft.newStarts.push({ key: keys.start, runId: run.id, expiresAt: draft.now + DAY_MS });
  }
  let dueAt = draft.now;
  if (keys.throttleGate && fn.throttle) {
    const { startAt, freeAt } = passGate(draft.gate(keys.throttleGate), fn.throttle, draft.now);
    draft.changeGate(keys.throttleGate, { freeAt });
    dueAt = startAt;
  }
  draft.createRun(run);
  draft.enqueue(run, { stepId: "step", fromStep: null, dueAt });
  addStartTimeout(draft, fn, run);
  return "started";
}

/**
 * Generic cell rate algorithm (leaky bucket as a meter, ITU-T I.371): when the next start is allowed, and the gate's
 * state afterwards. Up to `burst` additional starts are allowed at once.
 */
export function passGate(
  gate: Gate,
  option: { limit: number; periodMs: number; burst: number },
  now: number,
): { startAt: number; freeAt: number } {
  const gapMs = option.periodMs / option.limit;
  const freeAt = Math.max(gate.freeAt, now);
  return {
    startAt: Math.max(now, Math.ceil(freeAt - gapMs * option.burst)),
    freeAt: Math.ceil(freeAt + gapMs),
  };
}

/** Releases the events buffered under a key. */
export function releaseBuffer(draft: Draft, key: string): void {
  const buffer = draft.buffer(key);
  const fn = draft.functions.get(buffer?.functionId ?? "");
  if (buffer === null || fn === undefined) return;
  draft.removeBuffer(key);
  startFunction(draft, fn, buffer.events, { isReleased: true });
}

function hold(draft: Draft, fn: RunnerFunction, events: RunnerEvent[], key: string): "held" {
  const buffer = draft.buffer(key);
  const firstAt = buffer?.firstAt ?? draft.now;
  const common = { key, functionId: fn.id, revision: -1, firstAt };
  if (fn.debounce) {
    const latest = [...(buffer?.events ?? []), ...events].reduce((a, b) => (b.ts >= a.ts ? b : a));
    const lastAt = fn.debounce.timeoutMs === null ? Infinity : firstAt + fn.debounce.timeoutMs;
    const dueAt = Math.min(draft.now + fn.debounce.periodMs, lastAt);
    draft.putBuffer({ ...common, kind: "debounce", events: [latest], dueAt });
  } else if (fn.batch) {
    const all = [...(buffer?.events ?? []), ...events];
    const dueAt = buffer?.dueAt ?? draft.now + fn.batch.timeoutMs;
    draft.putBuffer({ ...common, kind: "batch", events: all, dueAt });
    if (all.length >= fn.batch.maxSize) releaseBuffer(draft, key);
  }
  return "held";
}

function newRun(draft: Draft, fn: RunnerFunction, events: RunnerEvent[], via: Via): Run {
  const [event] = events;
  const seconds = Number(fn.priority?.({ event }) ?? 0);
  const priority = Number.isFinite(seconds)
    ? Math.max(-MAX_PRIORITY_SECONDS, Math.min(MAX_PRIORITY_SECONDS, seconds))
    : 0;
  return {
    id: newUlid(draft.now),
    functionId: fn.id,
    status: "running",
    revision: 0,
    createdAt: draft.now,
    startedAt: null,
    endedAt: null,
    events,
    stack: [],
    pending: [],
    isPlanning: false,
    requestVersion: -1,
    priorityMs: Math.round(priority * 1_000),
    slots: slotsOf(fn, event),
    invokedBy: via.invokedBy ?? null,
    finishTimeoutMs: fn.finishTimeoutMs,
    stateBytes: 0,
    output: null,
  };
}

function slotsOf(fn: RunnerFunction, event: RunnerEvent | undefined): Slot[] {
  return fn.concurrency.map(({ limit, scope, source, key }) => ({
    limit,
    key: `${scope}:${digest(scope === "fn" ? fn.id : scope, source, valueOf(key, event))}`,
  }));
}

function addStartTimeout(draft: Draft, fn: RunnerFunction, run: Run): void {
  if (fn.startTimeoutMs === null) return;
  draft.addWait({
    id: `${run.id}.start-timeout`,
    runId: run.id,
    stepId: null,
    kind: "start-timeout",
    mode: null,
    eventName: null,
    expression: null,
    signal: null,
    untilAt: draft.now + fn.startTimeoutMs,
  });
}

function startKeyOf(fn: RunnerFunction, events: RunnerEvent[]): string | null {
  const [event] = events;
  if (fn.idempotency) return digest(fn.id, "key", valueOf(fn.idempotency, event));
  return event && events.length === 1 ? digest(fn.id, "event", event.id) : null;
}

function valueOf(key: Expression | null, event: RunnerEvent | undefined): string {
  return key ? canonicalJson(key({ event: event ?? null }) ?? null) : "";
}
