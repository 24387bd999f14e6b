import { AppError } from "@/lib/platform/errors";

interface BoundedQueueOptions {
  /** How much work runs at once. */
  concurrency: number;
  /** How many may wait; over it new work is refused. */
  maxWaiting: number;
  /** Of `maxWaiting`, places that only urgent work may take. */
  reserved: number;
  /** What the refused are told. */
  refusal: string;
  retryAfterMs: number;
}

/** Runs expensive work a little at a time. Urgent work goes first; when the line is full, new work is refused. */
export class BoundedQueue {
  private readonly options: BoundedQueueOptions;
  private readonly urgent: (() => void)[] = [];
  private readonly ordinary: (() => void)[] = [];
  private running = 0;

  constructor(options: BoundedQueueOptions) {
    this.options = options;
  }

  /** @throws AppError UNAVAILABLE with `retryAfterMs` when too much is waiting already. */
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

  /** The place of finished work passes to whoever waits, without becoming free in between. */
  private leave(): void {
    const next = this.urgent.shift() ?? this.ordinary.shift();
    if (next) next();
    else this.running--;
  }
}
