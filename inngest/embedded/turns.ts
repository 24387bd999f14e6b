import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { messageOf } from "@/lib/platform/errors";
import { Draft } from "./draft";
import { applyDueBuffer, applyDueWait, applySignal, applyTick } from "./due";
import type { RunnerFunction } from "./function-config";
import { loadWorld } from "./load";
import { needsOf } from "./needs";
import { applyAnswer, finalAnswer } from "./outcome";
import { stillLeased } from "./queue";
import { routeEvent } from "./routing";
import { CONFLICT_STATE, saveDraft } from "./save";
import type { RunnerInput } from "./inputs";
import type { QueueItem, Run } from "./state";

export interface TurnSettings {
  pool: Pool;
  workerId: string;
  functions: () => Map<string, RunnerFunction>;
  now: () => number;
  backoffMs: (attempt: number) => number;
  log: (level: "info" | "warn" | "error", message: string, detail?: unknown) => void;
  /** Called after each save with the due instants it contains. */
  onSaved: (dueAt: number[]) => void;
  /** Called when a call is settled: its result is saved, or the lease was lost. */
  onCallDone: (item: QueueItem) => void;
}

const MAX_INPUTS = 100;
const MAX_EVENTS = 50;
const MAX_CONFLICTS = 8;
const CLAIM_MS = 30_000;

/**
 * The single writer of a process. Collects inputs and processes them together: load, decide, save in one statement. On
 * a conflict with another process, the turn is loaded and decided again.
 */
export class Turns {
  private readonly inputs: RunnerInput[] = [];
  private readonly events: RunnerInput[] = [];
  /** Runs with calls running in this process, and how many. */
  private readonly out = new Map<string, { run: Run; calls: number }>();
  private current: Promise<void> = Promise.resolve();

  constructor(private readonly settings: TurnSettings) {}

  submit(input: RunnerInput): void {
    (input.kind === "event" ? this.events : this.inputs).push(input);
  }

  hasInputs(): boolean {
    return this.inputs.length > 0 || this.events.length > 0;
  }

  /** Caches a run while one of its calls is running, so that its answer needs no load. */
  callStarted(run: Run): void {
    const known = this.out.get(run.id);
    const newer = known && known.run.revision > run.revision ? known.run : run;
    this.out.set(run.id, { run: newer, calls: (known?.calls ?? 0) + 1 });
  }

  /**
   * Processes what has been submitted so far; turns never overlap. Throws if the database is unreachable, keeping
   * everything for the next turn.
   */
  turn(): Promise<void> {
    const next = this.afterCurrent();
    this.current = next.catch(() => undefined);
    return next;
  }

  private async afterCurrent(): Promise<void> {
    await this.current;
    // A flood of events must not block running runs.
    const batch = [
      ...this.inputs.splice(0, MAX_INPUTS),
      ...withoutRepeats(this.events.splice(0, MAX_EVENTS)),
    ];
    try {
      await this.process(batch);
    } catch (error) {
      this.inputs.unshift(...batch.filter((input) => input.kind !== "event"));
      this.events.unshift(...batch.filter((input) => input.kind === "event"));
      throw error;
    }
    for (const input of batch) this.inputDone(input);
  }

  private async process(batch: RunnerInput[], isRepeated = false): Promise<void> {
    let live = batch;
    for (let conflicts = 0; live.length > 0;) {
      try {
        await this.decideAndSave(live, conflicts > 0);
        return;
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble === "connection") throw error;
        if (trouble === "conflict" && conflicts < MAX_CONFLICTS) {
          conflicts += 1;
          if (conflicts > 1) await pause(Math.random() * 10 * conflicts);
          live = await this.stillOurs(live);
          continue;
        }
        if (live.length === 1) return this.giveUp(live[0], error, isRepeated);
        for (const input of live) await this.process([input]);
        return;
      }
    }
  }

  private async decideAndSave(batch: RunnerInput[], isAgain: boolean): Promise<void> {
    const { pool, workerId } = this.settings;
    const now = Math.floor(this.settings.now());
    const functions = this.settings.functions();
    const known = new Map(isAgain ? [] : [...this.out].map(([id, { run }]) => [id, run]));
    const world = await loadWorld(pool, needsOf(functions, batch), known, now);
    const draft = new Draft({ functions, now, backoffMs: this.settings.backoffMs }, world);
    const settled: (() => void)[] = [];
    for (const input of batch) settled.push(decide(draft, input));
    const kept = await saveDraft(pool, draft, { workerId, now, claimMs: CLAIM_MS });
    this.afterSave(draft, kept);
    for (const settle of settled) settle();
  }

  private afterSave(draft: Draft, kept: Set<string>): void {
    for (const id of draft.changedRuns) {
      const entry = this.out.get(id);
      const run = draft.runs.get(id);
      if (entry && run) entry.run = { ...run, revision: run.revision + 1 };
    }
    for (const { stored } of draft.newEvents) if (kept.has(stored.id)) this.submit({ kind: "event", stored });
    const buffers = [...draft.changedBuffers].flatMap((key) => draft.buffer(key) ?? []);
    this.settings.onSaved([
      ...draft.newItems().map((item) => item.dueAt),
      ...[...draft.retriedItems.values()].map((item) => item.dueAt),
      ...draft.newWaits().map((wait) => wait.untilAt),
      ...buffers.map((buffer) => buffer.dueAt),
      ...draft.ticks.map((tick) => tick.nextAt),
    ]);
  }

  /** The inputs this process still owns. Due inputs are dropped; the next poll finds them again. */
  private async stillOurs(batch: RunnerInput[]): Promise<RunnerInput[]> {
    const { pool, workerId } = this.settings;
    const answers = batch.flatMap((input) => (input.kind === "answer" ? input.item.id : []));
    const events = batch.flatMap((input) => (input.kind === "event" ? input.stored.id : []));
    const leased = await stillLeased(pool, workerId, answers);
    const unrouted = await pool.query<{ id: string }>(
      "SELECT id FROM runner_events WHERE id = ANY($1::text[]) AND routed_at IS NULL",
      [events],
    );
    const open = new Set(unrouted.rows.map((row) => row.id));
    return batch.filter((input) => {
      if (input.kind === "answer") return leased.get(input.item.id) === input.item.deliveries;
      if (input.kind === "event") return open.has(input.stored.id);
      return input.kind === "signal";
    });
  }

  private inputDone(input: RunnerInput): void {
    if (input.kind !== "answer") return;
    this.settings.onCallDone(input.item);
    const entry = this.out.get(input.item.runId);
    if (entry === undefined) return;
    entry.calls -= 1;
    if (entry.calls <= 0) this.out.delete(input.item.runId);
  }

  /** Processes inputs one by one, so that one that cannot be saved does not block the others. */
  private async giveUp(input: RunnerInput | undefined, error: unknown, isRepeated: boolean): Promise<void> {
    const { log, pool, now } = this.settings;
    log("error", `the runner could not save ${input?.kind ?? "nothing"}: ${messageOf(error)}`, error);
    if (input?.kind === "signal") input.settle(null);
    if (input?.kind === "event") {
      await pool.query("UPDATE runner_events SET routed_at = $2 WHERE id = $1", [
        input.stored.id,
        Math.floor(now()),
      ]);
    }
    if (input?.kind === "answer" && !isRepeated) {
      const answer = finalAnswer(`the result could not be saved: ${messageOf(error)}`);
      await this.process([{ kind: "answer", item: input.item, answer }], true);
    }
  }
}

/** Removes duplicates: an event may come from both its sender and a poll. */
function withoutRepeats(batch: RunnerInput[]): RunnerInput[] {
  const seen = new Set<string>();
  return batch.filter((input) => {
    if (input.kind !== "event") return true;
    const isFirst = !seen.has(input.stored.id);
    seen.add(input.stored.id);
    return isFirst;
  });
}

/** Applies an input to the draft. Returns what to do once it is saved. */
function decide(draft: Draft, input: RunnerInput): () => void {
  switch (input.kind) {
    case "answer":
      applyAnswer(draft, input.item, input.answer);
      break;
    case "event":
      routeEvent(draft, input.stored);
      break;
    case "wait":
      applyDueWait(draft, input.wait.id);
      break;
    case "buffer":
      applyDueBuffer(draft, input.buffer.key);
      break;
    case "tick":
      applyTick(draft, input.tick);
      break;
    case "signal": {
      const runId = applySignal(draft, input.signal, input.data);
      return () => input.settle(runId);
    }
  }
  return () => undefined;
}

/** Classifies a database error: retry the turn, wait for the connection, or drop the input. */
function troubleOf(error: unknown): "conflict" | "connection" | "refused" {
  const code = (error as { code?: unknown }).code;
  const isState = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  if (isState && [CONFLICT_STATE, "40001", "40P01", "23505"].includes(code)) return "conflict";
  if (isState && /^(?:08|53|55|57|58)/.test(code)) return "connection";
  if (isState) return "refused";
  const isDatabase = error instanceof Error && "code" in error;
  return isDatabase || /onnection|timeout|terminated/.test(messageOf(error)) ? "connection" : "refused";
}
