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
  /** Items that may wait; one more is refused. */
  maxQueued: number;
  /** Bytes that the waiting items may have, and the size of one. */
  maxQueuedBytes: number;
  sizeOf: (item: In) => number;
  /** How long an item waits for its result, from when it was added. */
  maxWaitMs: number;
  /** Whether an error is about what was written, and not about where. */
  isAboutData: (error: unknown) => boolean;
  startTimer?: StartTimer;
}

/** Writes a set and answers in its order; may call `letNext` as soon as the next set may begin. */
export type RunBatch<In, Out> = (items: In[], letNext: () => void) => Promise<Out[]>;

/** How long a refused sender should wait before it tries again. */
const RETRY_AFTER_MS = 2_000;

/**
 * Collects what arrives while the previous batch is being written and writes it as the next one. An idle
 * process writes at once (batches of one, no added delay); a busy one writes few, larger sets.
 * When a batch fails because of its data, it is halved until the bad item is alone, so that it harms only itself. When
 * it fails for any other reason, such as a database that is gone, all of it fails at once: its items would fail alike.
 * The queue is bounded, and nobody waits longer than `maxWaitMs`.
 */
export class Batcher<In, Out> {
  private queue: Waiting<In, Out>[] = [];
  private queuedBytes = 0;
  private isRunning = false;
  private readonly run: RunBatch<In, Out>;
  private readonly options: Required<BatcherOptions<In>>;

  constructor(run: RunBatch<In, Out>, options: BatcherOptions<In>) {
    this.run = run;
    this.options = { startTimer, ...options };
  }

  /**
   * Resolves with the item's own result once its batch is written.
   * @throws AppError UNAVAILABLE when too much is waiting or nothing was written in time (it may be written still);
   * else what the write throws.
   */
  add(item: In): Promise<Out> {
    const sizeBytes = this.options.sizeOf(item);
    if (this.isFull(sizeBytes)) return Promise.reject(unavailable("Too much is waiting to be stored."));
    return new Promise<Out>((resolve, reject) => {
      const stopTimer = this.options.startTimer(this.options.maxWaitMs, () => {
        this.leaveQueue(waiting);
        reject(unavailable("This could not be stored in time."));
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
      this.queue.push(waiting);
      this.queuedBytes += sizeBytes;
      if (!this.isRunning) void this.drain();
    });
  }

  /** One item alone is always let in, whatever its size. */
  private isFull(sizeBytes: number): boolean {
    const { maxQueued, maxQueuedBytes } = this.options;
    if (this.queue.length === 0) return false;
    return this.queue.length >= maxQueued || this.queuedBytes + sizeBytes > maxQueuedBytes;
  }

  private leaveQueue(waiting: Waiting<In, Out>): void {
    const index = this.queue.indexOf(waiting);
    if (index === -1) return;
    this.queue.splice(index, 1);
    this.queuedBytes -= waiting.sizeBytes;
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, this.options.maxBatch);
      for (const { sizeBytes } of batch) this.queuedBytes -= sizeBytes;
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

function unavailable(what: string): AppError {
  return new AppError("UNAVAILABLE", `${what} Send it again in a moment.`, { retryAfterMs: RETRY_AFTER_MS });
}

function startTimer(ms: number, fire: () => void): () => void {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
}
