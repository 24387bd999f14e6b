import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { messageOf } from "@/lib/platform/errors";
import { callFunction, type ServeEndpoint } from "./call";
import { cleanUp } from "./cleanup";
import type { RunnerClock } from "./clock";
import { cronKeysOf } from "./crons";
import type { RunnerFunction } from "./function-config";
import { CHECKPOINTING, GIVEN_UP, isGivenUp } from "./outcome";
import { findDue } from "./poll";
import { type ClaimedCall, claimCalls, renewLeases, runsWithoutFunction } from "./queue";
import type { StoredEvent } from "./state";
import { Turns } from "./turns";
import {
  heartbeat,
  livingWorkers,
  processHost,
  recoverDeadWorkers,
  releaseWorkers,
  type Worker,
} from "./workers";

const POLL_MS = 1_000;
const BEAT_MS = 5_000;
const CLEANUP_MS = 10 * 60_000;
const AFTER_ERROR_MS = 500;

interface LoopSettings {
  pool: Pool;
  workerId: string;
  endpoint: ServeEndpoint;
  functions: () => Map<string, RunnerFunction>;
  clock: RunnerClock;
  backoffMs: (attempt: number) => number;
  workers: number;
  stopGraceMs: number;
  log: (level: "info" | "warn" | "error", message: string, detail?: unknown) => void;
}

/** The worker's loop: processes due inputs, claims and makes calls, renews leases. */
export class WorkLoop {
  private readonly worker: Worker;
  private readonly turns: Turns;
  /** Calls that are running, or answered but not yet saved. */
  private readonly out = new Set<string>();
  private readonly refused = new Set<string>();
  private active = 0;
  private running: Promise<void> | null = null;
  private isStopping = false;
  private wantsPoll = true;
  private wantsClaim = true;
  private wakeUp: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  private beatAt = 0;
  private cleanupAt = 0;
  private tickedAt = 0;

  constructor(private readonly settings: LoopSettings) {
    this.worker = { id: settings.workerId, host: processHost(), pid: process.pid };
    this.turns = new Turns({
      ...settings,
      now: () => settings.clock.now(),
      onSaved: (dueAt) => this.expect(dueAt),
      onCallDone: (item) => this.out.delete(item.id),
    });
  }

  isRunning(): boolean {
    return this.running !== null;
  }

  lastTickAt(): number {
    return this.tickedAt;
  }

  /** Registers the worker, takes over from dead ones and starts. */
  async start(): Promise<void> {
    if (this.running) return;
    this.isStopping = false;
    this.wantsPoll = true;
    this.wantsClaim = true;
    livingWorkers().add(this.worker.id);
    await this.settings.clock.whenReady();
    await this.beat(true);
    this.tickedAt = this.settings.clock.now();
    await this.warnOfOrphans();
    this.cleanupAt = this.settings.clock.now() + CLEANUP_MS;
    this.running = this.work();
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.isStopping = true;
    this.nudge();
    await this.running;
    this.running = null;
    clearTimeout(this.timer);
    this.timerAt = Infinity;
    const until = performance.now() + this.settings.stopGraceMs;
    while (this.active > 0 && performance.now() < until) await pause(10);
    try {
      while (this.turns.hasInputs()) await this.turns.turn();
      await releaseWorkers(this.settings.pool, [this.worker.id]);
    } catch (error) {
      this.settings.log(
        "warn",
        `the runner could not save its state while stopping: ${messageOf(error)}`,
        error,
      );
    }
    livingWorkers().delete(this.worker.id);
  }

  /** Polls now. */
  wake(): void {
    this.wantsPoll = true;
    this.wantsClaim = true;
    this.nudge();
  }

  routeEvents(events: StoredEvent[]): void {
    if (!this.running) return;
    for (const stored of events) this.turns.submit({ kind: "event", stored });
    this.nudge();
  }

  /** Resolves to the id of the run that received the signal, or null. */
  async signal(signal: string, data: unknown): Promise<string | null> {
    const settled = new Promise<string | null>((settle) =>
      this.turns.submit({ kind: "signal", signal, data, settle }),
    );
    if (this.running) this.nudge();
    else await this.turns.turn();
    return settled;
  }

  /** Fails the running call of a run whose function needs an unsupported feature. */
  refuseCheckpoint(runId: string): void {
    this.refused.add(runId);
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      const woken = new Promise<void>((resolve) => (this.wakeUp = resolve));
      try {
        await this.once();
        if (!this.hasWork()) await woken;
      } catch (error) {
        this.settings.log("error", `the runner could not reach its database: ${messageOf(error)}`, error);
        this.wantsPoll = true;
        this.wantsClaim = true;
        await pause(AFTER_ERROR_MS);
      }
    }
  }

  private hasWork(): boolean {
    return this.isStopping || this.turns.hasInputs() || this.wantsPoll || (this.wantsClaim && this.hasRoom());
  }

  private async once(): Promise<void> {
    this.tickedAt = this.settings.clock.now();
    if (this.tickedAt >= this.beatAt) await this.beat(false);
    if (this.wantsPoll) await this.poll();
    if (this.turns.hasInputs()) await this.turns.turn();
    if (this.wantsClaim && this.hasRoom()) await this.claim();
    if (this.tickedAt >= this.cleanupAt) await this.cleanUp();
  }

  private async beat(isFirst: boolean): Promise<void> {
    const { pool, workerId, clock, log } = this.settings;
    await clock.sync();
    const now = clock.now();
    this.beatAt = now + BEAT_MS;
    await heartbeat(pool, this.worker, now);
    await renewLeases(pool, workerId, [...this.out], now);
    const dead = await recoverDeadWorkers(pool, this.worker, now);
    if (dead > 0) log(isFirst ? "info" : "warn", `took over from ${dead} dead workers`);
    if (dead > 0) this.wake();
  }

  private async warnOfOrphans(): Promise<void> {
    const { pool, functions, log } = this.settings;
    for (const { functionId, runs } of await runsWithoutFunction(pool, [...functions().keys()])) {
      log("warn", `${runs} runs of ${functionId} cannot continue: this process does not have the function`);
    }
  }

  private async poll(): Promise<void> {
    const { pool, workerId, clock, functions } = this.settings;
    this.wantsPoll = false;
    const at = clock.now();
    const found = await findDue(pool, {
      workerId,
      cronKeys: cronKeysOf(functions()),
      now: at,
      aheadMs: POLL_MS,
    });
    for (const input of found.inputs) this.turns.submit(input);
    // Something may have become due during a slow query, so count the next poll from now.
    const answeredAt = clock.now();
    this.wantsPoll ||= found.isMore || found.soon.some((dueAt) => dueAt <= answeredAt);
    this.expect([...found.soon, answeredAt + POLL_MS]);
  }

  private async claim(): Promise<void> {
    const { pool, workerId, clock, functions } = this.settings;
    const known = [...functions().values()];
    const limit = this.settings.workers - this.active;
    const hasSlots = known.some((fn) => fn.concurrency.length > 0);
    this.wantsClaim = false;
    const calls = await claimCalls(pool, {
      workerId,
      functionIds: known.map((fn) => fn.id),
      limit,
      now: clock.now(),
      hasSlots,
    });
    // Under limits a claim considers only a part of the queue.
    if (calls.length === limit || (hasSlots && calls.length > 0)) this.wantsClaim = true;
    for (const call of calls) void this.make(call);
  }

  private async make(call: ClaimedCall): Promise<void> {
    const { item, run } = call;
    this.active += 1;
    this.out.add(item.id);
    this.turns.callStarted(run);
    const maxAttempts = this.settings.functions().get(item.functionId)?.maxAttempts ?? 1;
    const result = isGivenUp(item) ? GIVEN_UP : await callFunction(this.settings.endpoint, call, maxAttempts);
    const answer = this.refused.delete(run.id) ? CHECKPOINTING : result;
    this.active -= 1;
    this.turns.submit({ kind: "answer", item, answer });
    this.wantsClaim = true;
    this.nudge();
  }

  private async cleanUp(): Promise<void> {
    this.cleanupAt = this.settings.clock.now() + CLEANUP_MS;
    await cleanUp(this.settings.pool, this.settings.clock.now());
  }

  private hasRoom(): boolean {
    return this.active < this.settings.workers;
  }

  private nudge(): void {
    this.wakeUp();
  }

  /** Schedules a poll for the first of these instants, or polls at once if it has passed. */
  private expect(instants: number[]): void {
    const now = this.settings.clock.now();
    const first = Math.min(...instants.filter((at) => at > now), Infinity);
    if (instants.some((at) => at <= now)) this.wantsClaim = true;
    if (first >= this.timerAt || this.isStopping) return;
    clearTimeout(this.timer);
    this.timerAt = first;
    this.timer = setTimeout(
      () => {
        this.timerAt = Infinity;
        this.wake();
      },
      Math.min(first - now, POLL_MS),
    );
  }
}
