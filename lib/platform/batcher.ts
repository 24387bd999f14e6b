import { AppError } from "@/lib/platform/errors";

interface Waiting<In, Out> {
  item: In;
  sizeBytes: number;
  resolve: (value: Out) => void;
  reject: (error: unknown) => void;
}

/** Calls `fire` after `ms` milliseconds, unless the returned function is called before. */
export type StartTimer = (ms: number, fire: () => void) => () => void;

export interface BatcherOptions<In> {
  maxBatch: number;
  /** Maximum waiting items; more are refused. */
  maxQueued: number;
  /** Maximum bytes of waiting items, and the size of an item. */
  maxQueuedBytes: number;
  sizeOf: (item: In) => number;
  /** How long an item may wait for its result. */
  maxWaitMs: number;
  /** Whether an item is written before others that arrived earlier; by default none is. */
  isUrgent?: (item: In) => boolean;
  /** Whether an error is caused by the data, not the database. */
  isAboutData: (error: unknown) => boolean;
  startTimer?: StartTimer;
}

/** Writes a batch and returns results in order; may call `letNext` as soon as the next batch may start. */
export type RunBatch<In, Out> = (items: In[], letNext: () => void) => Promise<Out[]>;

/** How long a refused sender should wait before a retry. */
const RETRY_AFTER_MS = 2_000;

/**
 * Collects items while the previous batch is being written and writes them as the next one. An idle process writes at
 * once (batches of one, no added delay); a busy one writes fewer, larger batches.
 * A batch that fails because of its data is bisected until the bad item is isolated. One that fails for any other reason,
 * such as an unavailable database, fails completely. The queue is bounded, and nothing waits longer than `maxWaitMs`.
 */
export class Batcher<In, Out> {
  private readonly queues: { urgent: Waiting<In, Out>[]; rest: Waiting<In, Out>[] } = {
    urgent: [],
    rest: [],
  };
  private queuedBytes = 0;
  private isRunning = false;
  private readonly run: RunBatch<In, Out>;
  private readonly options: Required<BatcherOptions<In>>;

  constructor(run: RunBatch<In, Out>, options: BatcherOptions<In>) {
    this.run = run;
    this.options = { startTimer, isUrgent: () => false, ...options };
  }

  /**
   * Resolves with the item's own result once its batch is written.
   * @throws AppError UNAVAILABLE if the queue is full or the write timed out (it may still complete); otherwise the
   * write's error.
   */
  add(item: In): Promise<Out> {
    const sizeBytes = this.options.sizeOf(item);
    if (this.isFull(sizeBytes))
      return Promise.reject(unavailable("Too many requests are waiting to be stored."));
    return new Promise<Out>((resolve, reject) => {
      const stopTimer = this.options.startTimer(this.options.maxWaitMs, () => {
        this.leaveQueue(waiting);
        reject(unavailable("Storing this timed out."));
      });
      const waiting: Waiting<In, Out> = {
        item,
        sizeBytes,
        resolve: (value) => {
          stopTimer();
          resolve(value);
        },
        reject: (error) => {
          stopTimer();
          reject(error);
        },
      };
      this.queues[this.options.isUrgent(item) ? "urgent" : "rest"].push(waiting);
      this.queuedBytes += sizeBytes;
      if (!this.isRunning) void this.drain();
    });
  }

  /** A single item is always accepted, whatever its size. */
  private isFull(sizeBytes: number): boolean {
    const { maxQueued, maxQueuedBytes } = this.options;
    if (this.queued === 0) return false;
    return this.queued >= maxQueued || this.queuedBytes + sizeBytes > maxQueuedBytes;
  }

  private get queued(): number {
    return this.queues.urgent.length + this.queues.rest.length;
  }

  private leaveQueue(waiting: Waiting<In, Out>): void {
    for (const queue of [this.queues.urgent, this.queues.rest]) {
      const index = queue.indexOf(waiting);
      if (index === -1) continue;
      queue.splice(index, 1);
      this.queuedBytes -= waiting.sizeBytes;
    }
  }

  /** The next batch: urgent items first, each kind in order of arrival. */
  private takeBatch(): Waiting<In, Out>[] {
    const { urgent, rest } = this.queues;
    const first = urgent.splice(0, this.options.maxBatch);
    const batch = [...first, ...rest.splice(0, this.options.maxBatch - first.length)];
    for (const { sizeBytes } of batch) this.queuedBytes -= sizeBytes;
    return batch;
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    while (this.queued > 0) {
      const batch = this.takeBatch();
      await new Promise<void>((letNext) => void this.write(batch, letNext).then(letNext));
    }
    this.isRunning = false;
  }

  private async write(batch: Waiting<In, Out>[], letNext: () => void): Promise<void> {
    try {
      const results = await this.run(
        batch.map(({ item }) => item),
        letNext,
      );
      batch.forEach(({ resolve }, i) => resolve(results[i] as Out));
    } catch (error) {
      if (batch.length === 1 || !this.options.isAboutData(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.write(batch.slice(0, middle), letNext);
      await this.write(batch.slice(middle), letNext);
    }
  }
}

function unavailable(reason: string): AppError {
  return new AppError("UNAVAILABLE", `${reason} Send it again in a moment.`, {
    retryAfterMs: RETRY_AFTER_MS,
  });
}

function startTimer(ms: number, fire: () => void): () => void {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
}
