import type { RunnerFunction } from "./function-config";
import { newUlid } from "./ids";
import type { CronTick, EventBuffer, Gate, QueueItem, Run, RunnerEvent, StoredEvent, Wait } from "./state";

/** The state read from the database for a turn. */
export interface World {
  runs: Run[];
  waits: Wait[];
  gates: Gate[];
  buffers: EventBuffer[];
  /** Keys that still block starting a function again. */
  startKeys: Set<string>;
}

interface Settings {
  functions: Map<string, RunnerFunction>;
  /** Epoch ms, constant during a turn. */
  now: number;
  backoffMs: (attempt: number) => number;
}

interface NewEvent {
  stored: StoredEvent;
  /** Store the event only if a run waits for it; it neither starts nor cancels functions. */
  onlyIfAwaited: boolean;
}

/**
 * Rank penalty per finished step after the first, ms. Among runs that arrive within seconds, all get their first two steps,
 * which people wait for, before any gets its last ones; a clearly older run still goes first.
 */
const STEP_RANK_MS = 3_000;

/**
 * The pending changes of a turn. Decisions read them as if already applied; everything is saved at the end in one
 * statement. The loaded state is not modified.
 */
export class Draft {
  readonly functions: Map<string, RunnerFunction>;
  readonly now: number;
  readonly backoffMs: (attempt: number) => number;

  readonly runs = new Map<string, Run>();
  readonly changedRuns = new Set<string>();
  readonly createdRuns = new Set<string>();
  readonly endedRuns = new Set<string>();
  readonly gates = new Map<string, Gate>();
  readonly changedGates = new Set<string>();
  readonly buffers = new Map<string, EventBuffer>();
  readonly changedBuffers = new Set<string>();
  readonly removedBuffers = new Map<string, EventBuffer>();
  readonly startKeys: Set<string>;
  readonly newStarts: { key: string; runId: string; expiresAt: number }[] = [];
  readonly consumedItems = new Map<string, QueueItem>();
  readonly retriedItems = new Map<string, QueueItem>();
  readonly newEvents: NewEvent[] = [];
  readonly routedEvents: string[] = [];
  readonly ticks: { tick: CronTick; nextAt: number }[] = [];
  readonly removedWaits = new Set<string>();
  private readonly storedBuffers = new Map<string, EventBuffer>();
  private readonly waits = new Map<string, Wait>();
  private readonly addedWaits = new Set<string>();
  private items: QueueItem[] = [];
  private steps: { runId: string; stepId: string; value: string }[] = [];

  constructor(settings: Settings, world: World) {
    this.functions = settings.functions;
    this.now = settings.now;
    this.backoffMs = settings.backoffMs;
    this.startKeys = new Set(world.startKeys);
    for (const run of world.runs) this.runs.set(run.id, run);
    for (const wait of world.waits) this.waits.set(wait.id, wait);
    for (const gate of world.gates) this.gates.set(gate.key, gate);
    for (const buffer of world.buffers) {
      this.buffers.set(buffer.key, buffer);
      this.storedBuffers.set(buffer.key, buffer);
    }
  }

  /** A running run, with the changes so far. */
  runningRun(id: string): Run | null {
    const run = this.runs.get(id);
    return run?.status === "running" ? run : null;
  }

  runningRunsOf(functionId: string): Run[] {
    return [...this.runs.values()].filter((run) => run.functionId === functionId && run.status === "running");
  }

  createRun(run: Run): void {
    this.runs.set(run.id, run);
    this.createdRuns.add(run.id);
  }

  changeRun(id: string, change: Partial<Run>): Run {
    const run = this.runs.get(id);
    if (run === undefined) throw new Error(`run ${id} is not part of this turn`);
    const changed = { ...run, ...change };
    this.runs.set(id, changed);
    if (!this.createdRuns.has(id)) this.changedRuns.add(id);
    return changed;
  }

  /** Marks a run as ended and drops its calls and waits. */
  endRun(id: string, change: Partial<Run>): void {
    this.changeRun(id, { ...change, endedAt: this.now, pending: [], isPlanning: false });
    this.endedRuns.add(id);
    this.items = this.items.filter((item) => item.runId !== id);
    for (const [itemId, item] of this.retriedItems) {
      if (item.runId !== id) continue;
      this.retriedItems.delete(itemId);
      this.consumedItems.set(itemId, item);
    }
    for (const wait of this.waits.values()) if (wait.runId === id) this.removeWait(wait.id);
  }

  /**
   * Queues a call of the function, due at `dueAt` or now. Ranked by the run's age, its progress and its priority.
   */
  enqueue(
    run: Run,
    call: { stepId: string; fromStep: string | null; mode?: string | null; dueAt?: number },
  ): void {
    const dueAt = call.dueAt ?? this.now;
    this.items.push({
      // Sortable: runs that arrive together are processed one after another, and branches planned together start in
      // order.
      id: `${run.id}.${newUlid(this.now).toLowerCase()}`,
      runId: run.id,
      functionId: run.functionId,
      stepId: call.stepId,
      fromStep: call.fromStep,
      mode: call.mode ?? null,
      attempt: 0,
      dueAt,
      rank:
        (dueAt > this.now ? dueAt : run.createdAt + STEP_RANK_MS * Math.max(0, run.stack.length - 1)) -
        run.priorityMs,
      slots: run.slots,
      deliveries: 0,
    });
  }

  /** The buffered events under a key; null once released in this turn. */
  buffer(key: string): EventBuffer | null {
    return this.buffers.get(key) ?? null;
  }

  /** Queues the same call again for later. */
  retry(item: QueueItem, dueAt: number): void {
    this.retriedItems.set(item.id, { ...item, attempt: item.attempt + 1, dueAt, rank: dueAt });
  }

  consume(item: QueueItem): void {
    this.consumedItems.set(item.id, item);
  }

  addStep(runId: string, stepId: string, value: string): void {
    this.steps.push({ runId, stepId, value });
  }

  wait(id: string): Wait | null {
    return this.waits.get(id) ?? null;
  }

  waitsFor(predicate: (wait: Wait) => boolean): Wait[] {
    return [...this.waits.values()].filter(predicate);
  }

  addWait(wait: Wait): void {
    this.waits.set(wait.id, wait);
    this.addedWaits.add(wait.id);
    this.removedWaits.delete(wait.id);
  }

  removeWait(id: string): void {
    this.waits.delete(id);
    if (!this.addedWaits.delete(id)) this.removedWaits.add(id);
  }

  /** Queues an event to route in the next turn. */
  publish(event: RunnerEvent, options: { onlyIfAwaited?: boolean } = {}): void {
    this.newEvents.push({
      stored: { id: newUlid(this.now), event },
      onlyIfAwaited: options.onlyIfAwaited ?? false,
    });
  }

  gate(key: string): Gate {
    return this.gates.get(key) ?? { key, revision: -1, freeAt: 0, holder: null };
  }

  changeGate(key: string, change: Partial<Gate>): void {
    this.gates.set(key, { ...this.gate(key), ...change });
    this.changedGates.add(key);
  }

  putBuffer(buffer: EventBuffer): void {
    const revision = this.storedBuffers.get(buffer.key)?.revision ?? -1;
    this.buffers.set(buffer.key, { ...buffer, revision });
    this.changedBuffers.add(buffer.key);
    this.removedBuffers.delete(buffer.key);
  }

  removeBuffer(key: string): void {
    this.buffers.delete(key);
    this.changedBuffers.delete(key);
    const stored = this.storedBuffers.get(key);
    if (stored) this.removedBuffers.set(key, stored);
  }

  newItems(): QueueItem[] {
    return this.items;
  }

  newSteps(): { runId: string; stepId: string; value: string }[] {
    return this.steps;
  }

  newWaits(): Wait[] {
    return [...this.addedWaits].flatMap((id) => this.waits.get(id) ?? []);
  }
}
