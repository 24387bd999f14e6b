import { z } from "zod";
import type { CronTick, EventBuffer, Gate, QueueItem, Run, RunnerEvent, Slot, Wait } from "./state";

const RUN_STATUSES = ["running", "completed", "failed", "cancelled"] as const;
const WAIT_KINDS = ["sleep", "event", "signal", "invoke", "start-timeout", "finish-timeout"] as const;

const SlotColumns = {
  slot_a: z.string().nullable(),
  limit_a: z.number().nullable(),
  slot_b: z.string().nullable(),
  limit_b: z.number().nullable(),
};
type SlotColumns = {
  slot_a: string | null;
  limit_a: number | null;
  slot_b: string | null;
  limit_b: number | null;
};

const EventBody = z.object({
  id: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  ts: z.number(),
  user: z.unknown(),
  v: z.string().optional(),
});
const RunRow = z.object({
  id: z.string(),
  function_id: z.string(),
  status: z.enum(RUN_STATUSES),
  revision: z.number(),
  created_at: z.number(),
  started_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  events: z.string(),
  stack: z.string(),
  pending: z.string(),
  is_planning: z.boolean(),
  request_version: z.number(),
  priority_ms: z.number(),
  ...SlotColumns,
  invoked_by: z.string().nullable(),
  finish_timeout_ms: z.number().nullable(),
  state_bytes: z.number(),
  output: z.string().nullable(),
});
const ItemRow = z.object({
  id: z.string(),
  run_id: z.string(),
  function_id: z.string(),
  step_id: z.string(),
  from_step: z.string().nullable(),
  mode: z.string().nullable(),
  attempt: z.number(),
  due_at: z.number(),
  rank: z.number(),
  ...SlotColumns,
  deliveries: z.number(),
});
const WaitRow = z.object({
  id: z.string(),
  run_id: z.string(),
  step_id: z.string().nullable(),
  kind: z.enum(WAIT_KINDS),
  mode: z.string().nullable(),
  event_name: z.string().nullable(),
  expression: z.string().nullable(),
  signal: z.string().nullable(),
  until_at: z.number(),
});
const GateRow = z.object({
  key: z.string(),
  revision: z.number(),
  free_at: z.number(),
  holder: z.string().nullable(),
});
const BufferRow = z.object({
  key: z.string(),
  function_id: z.string(),
  kind: z.enum(["debounce", "batch"]),
  revision: z.number(),
  events: z.string(),
  first_at: z.number(),
  due_at: z.number(),
});
const CronRow = z.object({
  key: z.string(),
  function_id: z.string(),
  schedule: z.string(),
  next_at: z.number(),
});

/** Parses a run from `row_to_json` text, so numbers stay numbers and all queries share one mapping. */
export function runOf(json: string): Run {
  const row = RunRow.parse(JSON.parse(json));
  return {
    id: row.id,
    functionId: row.function_id,
    status: row.status,
    revision: row.revision,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    events: eventsOf(row.events),
    stack: words(row.stack),
    pending: words(row.pending),
    isPlanning: row.is_planning,
    requestVersion: row.request_version,
    priorityMs: row.priority_ms,
    slots: slotsOf(row),
    invokedBy: row.invoked_by,
    finishTimeoutMs: row.finish_timeout_ms,
    stateBytes: row.state_bytes,
    output: row.output,
  };
}

/** Parses a call, see `runOf`. */
export function itemOf(json: string): QueueItem {
  const row = ItemRow.parse(JSON.parse(json));
  return {
    id: row.id,
    runId: row.run_id,
    functionId: row.function_id,
    stepId: row.step_id,
    fromStep: row.from_step,
    mode: row.mode,
    attempt: row.attempt,
    dueAt: row.due_at,
    rank: row.rank,
    slots: slotsOf(row),
    deliveries: row.deliveries,
  };
}

/** Parses a wait, see `runOf`. */
export function waitFromRow(json: string): Wait {
  const row = WaitRow.parse(JSON.parse(json));
  return {
    id: row.id,
    runId: row.run_id,
    stepId: row.step_id,
    kind: row.kind,
    mode: row.mode,
    eventName: row.event_name,
    expression: row.expression,
    signal: row.signal,
    untilAt: row.until_at,
  };
}

/** Parses a gate, see `runOf`. */
export function gateOf(json: string): Gate {
  const row = GateRow.parse(JSON.parse(json));
  return { key: row.key, revision: row.revision, freeAt: row.free_at, holder: row.holder };
}

/** Parses an event buffer, see `runOf`. */
export function bufferOf(json: string): EventBuffer {
  const row = BufferRow.parse(JSON.parse(json));
  return {
    key: row.key,
    functionId: row.function_id,
    kind: row.kind,
    revision: row.revision,
    events: eventsOf(row.events),
    firstAt: row.first_at,
    dueAt: row.due_at,
  };
}

/** Parses the next tick of a schedule, see `runOf`. */
export function tickOf(json: string): CronTick {
  const row = CronRow.parse(JSON.parse(json));
  return { key: row.key, functionId: row.function_id, schedule: row.schedule, nextAt: row.next_at };
}

/** Parses a stored event body. */
export function eventOf(body: string): RunnerEvent {
  return EventBody.parse(JSON.parse(body));
}

/** The SDK allows at most two limits per function. */
export function slotColumns(slots: Slot[]): SlotColumns {
  const [a, b] = slots;
  return {
    slot_a: a?.key ?? null,
    limit_a: a?.limit ?? null,
    slot_b: b?.key ?? null,
    limit_b: b?.limit ?? null,
  };
}

function slotsOf(row: SlotColumns): Slot[] {
  const slots: Slot[] = [];
  if (row.slot_a !== null) slots.push({ key: row.slot_a, limit: row.limit_a ?? 0 });
  if (row.slot_b !== null) slots.push({ key: row.slot_b, limit: row.limit_b ?? 0 });
  return slots;
}

function eventsOf(text: string): RunnerEvent[] {
  return z.array(EventBody).parse(JSON.parse(text));
}

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}
