/** An event as functions receive it. */
export interface RunnerEvent {
  id: string;
  name: string;
  data: Record<string, unknown>;
  /** Epoch ms. */
  ts: number;
  user: unknown;
  v?: string;
}

/** A stored event, with the id returned to the sender. */
export interface StoredEvent {
  id: string;
  event: RunnerEvent;
}

export type RunStatus = "running" | "completed" | "failed" | "cancelled";

/** A concurrency limit that a run's calls count against. */
export interface Slot {
  key: string;
  limit: number;
}

/** A run's state without step results. Times are epoch ms. */
export interface Run {
  id: string;
  functionId: string;
  status: RunStatus;
  revision: number;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  events: RunnerEvent[];
  /** Finished steps, in order. */
  stack: string[];
  /** Steps that are planned, running or waiting. */
  pending: string[];
  /** Whether the function may only plan, because other branches are running. */
  isPlanning: boolean;
  /** -1 until the SDK has reported its protocol version. */
  requestVersion: number;
  priorityMs: number;
  slots: Slot[];
  /** Id of the invoking run's wait. */
  invokedBy: string | null;
  finishTimeoutMs: number | null;
  stateBytes: number;
  /** JSON text of the result or the error, once ended. */
  output: string | null;
}

/** A queued call. */
export interface QueueItem {
  id: string;
  runId: string;
  functionId: string;
  /** `step` to discover the next step, or the id of a planned step. */
  stepId: string;
  /** The finished step that caused this call. */
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

/** Something a run waits for, until `untilAt` at the latest. */
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

/** A rate limit or throttle counter, or the holder of a singleton. */
export interface Gate {
  key: string;
  revision: number;
  /** When the next start is allowed without a burst (theoretical arrival time). */
  freeAt: number;
  holder: string | null;
}

/** Events buffered by debounce or batching. */
export interface EventBuffer {
  key: string;
  functionId: string;
  kind: "debounce" | "batch";
  revision: number;
  events: RunnerEvent[];
  firstAt: number;
  dueAt: number;
}

/** The next tick of a function's schedule. */
export interface CronTick {
  key: string;
  functionId: string;
  schedule: string;
  nextAt: number;
}

/** The handler's answer to a call. */
export interface CallResult {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** Size of the response body. */
  bytes: number;
  /** Set if there was no response. */
  failure: string | null;
}

/** A request between the runner and the SDK, for comparison with a real server in tests. */
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
