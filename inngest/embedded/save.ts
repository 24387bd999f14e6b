import type { Pool } from "pg";
import type { Draft } from "./draft";
import { BUFFER_COLUMNS, CHANGING, ITEM_COLUMNS, RUN_COLUMNS } from "./columns";
import { type Column, StatementBuilder } from "./statement";
import type { QueueItem } from "./state";

interface SaveContext {
  workerId: string;
  now: number;
  /** How long this process has to route new events before others may. */
  claimMs: number;
}

/** The SQLSTATE of a conflict: a row changed after it was read. See the SQL function `runner_require`. */
export const CONFLICT_STATE = "RU001";

/**
 * Saves a turn atomically in one statement, which also checks every row a decision was based on and fails with
 * `CONFLICT_STATE` if one has changed. Returns the ids of the events stored for routing.
 */
export async function saveDraft(pool: Pool, draft: Draft, context: SaveContext): Promise<Set<string>> {
  const statement = new StatementBuilder();
  saveItems(statement, draft, context);
  saveRuns(statement, draft);
  saveWaits(statement, draft);
  saveEvents(statement, draft, context);
  saveStarts(statement, draft, context);
  saveBuffers(statement, draft);
  if (statement.isEmpty()) return new Set();
  const { rows } = await pool.query<{ kept: string[] | null }>(statement.text(), statement.values);
  return new Set(rows[0]?.kept ?? []);
}

function saveItems(statement: StatementBuilder, draft: Draft, { workerId }: SaveContext): void {
  const consumed = [...draft.consumedItems.values()];
  const retried = [...draft.retriedItems.values()].filter((item) => !draft.consumedItems.has(item.id));
  const identity: Column<QueueItem>[] = [
    ["id", "text", (item) => item.id],
    ["deliveries", "int", (item) => item.deliveries],
    ["owner", "text", () => workerId],
  ];
  const isMine = "q.id = n.id AND q.owner = n.owner AND q.deliveries = n.deliveries";
  if (consumed.length > 0) {
    const rows = statement.rows(consumed, identity);
    statement.require(
      "calls",
      `DELETE FROM runner_queue q USING ${rows} WHERE ${isMine} RETURNING q.id`,
      consumed.length,
    );
  }
  if (retried.length > 0) {
    const rows = statement.rows(retried, [
      ...identity,
      ["attempt", "int", (item) => item.attempt],
      ["due_at", "bigint", (item) => item.dueAt],
      ["rank", "bigint", (item) => item.rank],
    ]);
    const change = "attempt = n.attempt, due_at = n.due_at, rank = n.rank, owner = NULL, lease_until = 0";
    const sql = `UPDATE runner_queue q SET ${change} FROM ${rows} WHERE ${isMine} RETURNING q.id`;
    statement.require("retries", sql, retried.length);
  }
  if (draft.newItems().length > 0)
    statement.insert("new_calls", "runner_queue", draft.newItems(), ITEM_COLUMNS);
}

function saveRuns(statement: StatementBuilder, draft: Draft): void {
  const created = [...draft.createdRuns].flatMap((id) => draft.runs.get(id) ?? []);
  const changed = [...draft.changedRuns].flatMap((id) => draft.runs.get(id) ?? []);
  if (created.length > 0) statement.insert("new_runs", "runner_runs", created, RUN_COLUMNS);
  if (changed.length > 0) {
    const columns = RUN_COLUMNS.filter(([name]) => ["id", "revision", ...CHANGING].includes(name));
    const change = CHANGING.map((name) => `${name} = n.${name}`).join(", ");
    const rows = statement.rows(changed, columns);
    const where = "r.id = n.id AND r.revision = n.revision AND r.status = 'running'";
    statement.require(
      "runs",
      `UPDATE runner_runs r SET revision = r.revision + 1, ${change} FROM ${rows} WHERE ${where} RETURNING r.id`,
      changed.length,
    );
  }
  if (draft.newSteps().length > 0) {
    statement.insert("new_steps", "runner_steps", draft.newSteps(), [
      ["run_id", "text", (step) => step.runId],
      ["step_id", "text", (step) => step.stepId],
      ["value", "text", (step) => step.value],
    ]);
  }
  if (draft.endedRuns.size === 0) return;
  const ended = statement.value([...draft.endedRuns]);
  const done = statement.value([...draft.consumedItems.keys()]);
  statement.add(
    "ended_calls",
    `DELETE FROM runner_queue WHERE run_id = ANY(${ended}::text[]) AND id <> ALL(${done}::text[])`,
  );
  statement.add("ended_waits", `DELETE FROM runner_waits WHERE run_id = ANY(${ended}::text[])`);
}

function saveWaits(statement: StatementBuilder, draft: Draft): void {
  const waits = draft.newWaits();
  if (waits.length > 0) {
    statement.insert("new_waits", "runner_waits", waits, [
      ["id", "text", (wait) => wait.id],
      ["run_id", "text", (wait) => wait.runId],
      ["step_id", "text", (wait) => wait.stepId],
      ["kind", "text", (wait) => wait.kind],
      ["mode", "text", (wait) => wait.mode],
      ["event_name", "text", (wait) => wait.eventName],
      ["expression", "text", (wait) => wait.expression],
      ["signal", "text", (wait) => wait.signal],
      ["until_at", "bigint", (wait) => wait.untilAt],
    ]);
  }
  const ended = draft.endedRuns;
  const removed = [...draft.removedWaits].filter((id) => !ended.has(id.slice(0, id.indexOf("."))));
  if (removed.length > 0) {
    statement.add("waits", `DELETE FROM runner_waits WHERE id = ANY(${statement.value(removed)}::text[])`);
  }
}

function saveEvents(
  statement: StatementBuilder,
  draft: Draft,
  { workerId, now, claimMs }: SaveContext,
): void {
  if (draft.routedEvents.length > 0) {
    const ids = statement.value(draft.routedEvents);
    const sql = `UPDATE runner_events SET routed_at = ${statement.instant(now)} WHERE id = ANY(${ids}::text[]) AND routed_at IS NULL`;
    statement.require("events", `${sql} RETURNING id`, draft.routedEvents.length);
  }
  if (draft.newEvents.length === 0) return;
  const rows = statement.rows(draft.newEvents, [
    ["id", "text", ({ stored }) => stored.id],
    ["name", "text", ({ stored }) => stored.event.name],
    ["body", "text", ({ stored }) => JSON.stringify(stored.event)],
    ["only_if_awaited", "bool", ({ onlyIfAwaited }) => onlyIfAwaited],
  ]);
  const awaited = "EXISTS (SELECT 1 FROM runner_waits w WHERE w.event_name = n.name)";
  statement.add(
    "new_events",
    `INSERT INTO runner_events (id, name, body, received_at, owner, claimed_until)
     SELECT n.id, n.name, n.body, ${statement.instant(now)}, ${statement.value(workerId)}, ${statement.instant(now + claimMs)}
     FROM ${rows} WHERE NOT n.only_if_awaited OR ${awaited} RETURNING id`,
  );
  statement.keepEvents("new_events");
}

function saveStarts(statement: StatementBuilder, draft: Draft, { now }: SaveContext): void {
  const { newStarts } = draft;
  if (newStarts.length > 0) {
    const names = "key, run_id, expires_at";
    const rows = statement.rows(newStarts, [
      ["key", "text", (start) => start.key],
      ["run_id", "text", (start) => start.runId],
      ["expires_at", "bigint", (start) => start.expiresAt],
    ]);
    const renew = `DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at WHERE s.expires_at <= ${statement.instant(now)}`;
    const sql = `INSERT INTO runner_starts AS s (${names}) SELECT ${names} FROM ${rows} ON CONFLICT (key) ${renew} RETURNING s.key`;
    statement.require("starts", sql, newStarts.length);
  }
  const gates = [...draft.changedGates].map((key) => draft.gate(key));
  if (gates.length > 0) {
    const names = "key, revision, free_at, holder, touched_at";
    const rows = statement.rows(gates, [
      ["key", "text", (gate) => gate.key],
      ["revision", "int", (gate) => gate.revision + 1],
      ["free_at", "bigint", (gate) => gate.freeAt],
      ["holder", "text", (gate) => gate.holder],
      ["touched_at", "bigint", () => now],
    ]);
    const change =
      "revision = excluded.revision, free_at = excluded.free_at, holder = excluded.holder, touched_at = excluded.touched_at";
    const sql = `INSERT INTO runner_gates AS g (${names}) SELECT ${names} FROM ${rows}
      ON CONFLICT (key) DO UPDATE SET ${change} WHERE g.revision = excluded.revision - 1 RETURNING g.key`;
    statement.require("gates", sql, gates.length);
  }
  if (draft.ticks.length > 0) {
    const rows = statement.rows(draft.ticks, [
      ["key", "text", ({ tick }) => tick.key],
      ["expected", "bigint", ({ tick }) => tick.nextAt],
      ["next_at", "bigint", ({ nextAt }) => nextAt],
    ]);
    const sql = `UPDATE runner_crons c SET next_at = n.next_at FROM ${rows} WHERE c.key = n.key AND c.next_at = n.expected RETURNING c.key`;
    statement.require("ticks", sql, draft.ticks.length);
  }
}

function saveBuffers(statement: StatementBuilder, draft: Draft): void {
  const changed = [...draft.changedBuffers].flatMap((key) => draft.buffer(key) ?? []);
  const created = changed.filter((buffer) => buffer.revision < 0);
  const kept = changed.filter((buffer) => buffer.revision >= 0);
  const removed = [...draft.removedBuffers.values()];
  if (created.length > 0) {
    const names = BUFFER_COLUMNS.map(([name]) => name).join(", ");
    const from = `SELECT ${names} FROM ${statement.rows(created, BUFFER_COLUMNS)}`;
    const sql = `INSERT INTO runner_buffers (${names}) ${from} ON CONFLICT (key) DO NOTHING RETURNING key`;
    statement.require("new_buffers", sql, created.length);
  }
  const isSame = "b.key = n.key AND b.revision = n.revision";
  if (kept.length > 0) {
    const change = "revision = b.revision + 1, events = n.events, first_at = n.first_at, due_at = n.due_at";
    const rows = statement.rows(kept, BUFFER_COLUMNS);
    const sql = `UPDATE runner_buffers b SET ${change} FROM ${rows} WHERE ${isSame} RETURNING b.key`;
    statement.require("buffers", sql, kept.length);
  }
  if (removed.length > 0) {
    const rows = statement.rows(removed, BUFFER_COLUMNS.slice(0, 2));
    const sql = `DELETE FROM runner_buffers b USING ${rows} WHERE ${isSame} RETURNING b.key`;
    statement.require("released", sql, removed.length);
  }
}
