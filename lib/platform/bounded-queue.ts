import { AppError } from "@/lib/platform/errors";

interface BoundedQueueOptions {
  /** Maximum concurrent work. */
  concurrency: number;
  /** Maximum waiting work; more is refused. */
  maxWaiting: number;
  /** Slots of `maxWaiting` reserved for urgent work. */
  reserved: number;
  /** The message for refused work. */
  refusal: string;
  retryAfterMs: number;
}

/** Runs expensive work with bounded concurrency. Urgent work goes first; when the queue is full, new work is refused. */
export class BoundedQueue {
  private readonly options: BoundedQueueOptions;
  private readonly urgent: (() => void)[] = [];
  private readonly ordinary: (() => void)[] = [];
  private running = 0;

  constructor(options: BoundedQueueOptions) {
    this.options = options;
  }

  /** @throws AppError UNAVAILABLE with `retryAfterMs` if the queue is full. */
  async run<T>(work: () => Promise<T>, { isUrgent = false } = {}): Promise<T> {
    await this.enter(isUrgent);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(isUrgent: boolean): Promise<void> {
    if (this.running < this.options.concurrency) {
      this.running++;
      return Promise.resolve();
    }
    const places = this.options.maxWaiting - (isUrgent ? 0 : this.options.reserved);
    if (this.urgent.length + this.ordinary.length >= places) {
      const { refusal, retryAfterMs } = this.options;
      return Promise.reject(new AppError("UNAVAILABLE", refusal, { retryAfterMs }));
    }
    return new Promise((resolve) => {
      (isUrgent ? this.urgent : this.ordinary).push(resolve);
    });
  }

  /** Hands the slot of finished work directly to the next in the queue. */
  private leave(): void {
    const next = this.urgent.shift() ?? this.ordinary.shift();
    if (next) next();
    else this.running--;
  }
}
