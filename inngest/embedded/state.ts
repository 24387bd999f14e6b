/** An event as functions see it. */
export interface RunnerEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  /** Epoch ms. */
  ts: number;
  user: unknown;
  v?: string;
}

/** An event in the table, under the id that a send answers with. */
export interface StoredEvent {
  id: string;
  event: RunnerEvent;
}

export type RunStatus = "running" | "completed" | "failed" | "cancelled";

/** One concurrency limit that calls of a run count against. */
export interface Slot {
  key: string;
  limit: number;
}

/** All that decisions about a run need; results of its steps are not among it. Times are epoch ms. */
export interface Run {
  id: string;
  functionId: string;
  status: RunStatus;
  revision: number;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  events: RunnerEvent[];
  /** Steps that are done, in order. */
  stack: string[];
  /** Steps that are planned, running or waited for. */
  pending: string[];
  /** Whether the function may only plan, because branches are still out. */
  isPlanning: boolean;
  /** -1 until the SDK has said which version of the protocol it speaks. */
  requestVersion: number;
  priorityMs: number;
  slots: Slot[];
  /** Id of the wait of the run that invoked this one. */
  invokedBy: string | null;
  finishTimeoutMs: number | null;
  stateBytes: number;
  /** JSON text of the result or the error, once ended. */
  output: string | null;
}

/** One call that has to be made. */
export interface QueueItem {
  id: string;
  runId: string;
  functionId: string;
  /** `step` to look what comes next, or the id of a planned step. */
  stepId: string;
  /** The finished step that led to this call. */
  fromStep: string | null;
  mode: string | null;
  /** From 0, per item. */
  attempt: number;
  dueAt: number;
  rank: number;
  slots: Slot[];
  deliveries: number;
}

type WaitKind = "sleep" | "event" | "signal" | "invoke" | "start-timeout" | "finish-timeout";

/** What a run waits for, at most until `untilAt`. */
export interface Wait {
  id: string;
  runId: string;
  stepId: string | null;
  kind: WaitKind;
  mode: string | null;
  eventName: string | null;
  expression: string | null;
  signal: string | null;
  untilAt: number;
}

/** A counter of rate limit or throttle, or the holder of a singleton. */
export interface Gate {
  key: string;
  revision: number;
  /** When the next one is free, were there no burst (theoretical arrival time). */
  freeAt: number;
  holder: string | null;
}

/** Events held back by debounce or batching. */
export interface EventBuffer {
  key: string;
  functionId: string;
  kind: "debounce" | "batch";
  revision: number;
  events: RunnerEvent[];
  firstAt: number;
  dueAt: number;
}

/** The next tick of one schedule of one function. */
export interface CronTick {
  key: string;
  functionId: string;
  schedule: string;
  nextAt: number;
}

/** What the handler answered to one call. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** Size of the answer's text. */
  bytes: number;
  /** Set when there was no answer at all. */
  failure: string | null;
}

/** A request between the runner and the SDK, for tests that compare them with a real server's. */
export interface Exchange {
  direction: "server->app" | "app->server";
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  response: { status: number; headers: Record<string, string>; body: unknown };
  ms: number;
}

export const EVENT_INVOKED = "inngest/function.invoked";
export const EVENT_FINISHED = "inngest/function.finished";
export const EVENT_FAILED = "inngest/function.failed";
export const EVENT_CANCELLED = "inngest/function.cancelled";
export const EVENT_SCHEDULED = "inngest/scheduled.timer";
