import { slotColumns } from "./rows";
import type { EventBuffer, QueueItem, Run } from "./state";
import type { Column } from "./statement";

/** Columns of a run that change after creation. */
export const CHANGING = [
  "status",
  "ended_at",
  "stack",
  "pending",
  "is_planning",
  "request_version",
  "state_bytes",
  "output",
];

export const RUN_COLUMNS: Column<Run>[] = [
  ["id", "text", (run) => run.id],
  ["function_id", "text", (run) => run.functionId],
  ["status", "text", (run) => run.status],
  ["revision", "int", (run) => run.revision],
  ["created_at", "bigint", (run) => run.createdAt],
  ["ended_at", "bigint", (run) => run.endedAt],
  ["events", "text", (run) => JSON.stringify(run.events)],
  ["stack", "text", (run) => run.stack.join(" ")],
  ["pending", "text", (run) => run.pending.join(" ")],
  ["is_planning", "bool", (run) => run.isPlanning],
  ["request_version", "int", (run) => run.requestVersion],
  ["priority_ms", "int", (run) => run.priorityMs],
  ["slot_a", "text", (run) => slotColumns(run.slots).slot_a],
  ["limit_a", "int", (run) => slotColumns(run.slots).limit_a],
  ["slot_b", "text", (run) => slotColumns(run.slots).slot_b],
  ["limit_b", "int", (run) => slotColumns(run.slots).limit_b],
  ["invoked_by", "text", (run) => run.invokedBy],
  ["finish_timeout_ms", "bigint", (run) => run.finishTimeoutMs],
  ["state_bytes", "int", (run) => run.stateBytes],
  ["output", "text", (run) => run.output],
];

export const ITEM_COLUMNS: Column<QueueItem>[] = [
  ["id", "text", (item) => item.id],
  ["run_id", "text", (item) => item.runId],
  ["function_id", "text", (item) => item.functionId],
  ["step_id", "text", (item) => item.stepId],
  ["from_step", "text", (item) => item.fromStep],
  ["mode", "text", (item) => item.mode],
  ["attempt", "int", (item) => item.attempt],
  ["due_at", "bigint", (item) => item.dueAt],
  ["rank", "bigint", (item) => item.rank],
  ["slot_a", "text", (item) => slotColumns(item.slots).slot_a],
  ["limit_a", "int", (item) => slotColumns(item.slots).limit_a],
  ["slot_b", "text", (item) => slotColumns(item.slots).slot_b],
  ["limit_b", "int", (item) => slotColumns(item.slots).limit_b],
];

export const BUFFER_COLUMNS: Column<EventBuffer>[] = [
  ["key", "text", (buffer) => buffer.key],
  ["revision", "int", (buffer) => Math.max(buffer.revision, 0)],
  ["function_id", "text", (buffer) => buffer.functionId],
  ["kind", "text", (buffer) => buffer.kind],
  ["events", "text", (buffer) => JSON.stringify(buffer.events)],
  ["first_at", "bigint", (buffer) => buffer.firstAt],
  ["due_at", "bigint", (buffer) => buffer.dueAt],
];
