import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";

export interface PoolLimits {
  /** Threads at most; each is started when it is first needed. */
  threads: number;
  /** Jobs that may wait. */
  waiting: number;
  /** Bytes of the jobs that wait or run. */
  bytes: number;
  /** How long a job may run. */
  deadlineMs: number;
}

export interface PoolJob {
  message: unknown;
  sizeBytes: number;
  /** Goes before those that are not; and those take no more than half of the room, so that there is a place for it. */
  isUrgent: boolean;
}

interface WaitingJob extends PoolJob {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const RETRY_AFTER_MS = 2_000;
const NOT_URGENT_SHARE = 0.5;

/**
 * A bounded pool of worker threads. A worker has one job at a time and answers it with one message; one that dies
 * or takes too long fails its job and is replaced. Idle workers do not keep the process alive.
 */
export class WorkerPool {
  private readonly idle: Worker[] = [];
  private readonly waiting: WaitingJob[] = [];
  private running = 0;
  private bytes = 0;

  constructor(
    private readonly start: () => Worker,
    private readonly limits: PoolLimits,
  ) {}

  /** @throws AppError UNAVAILABLE when too much waits already, or the worker died or took too long. */
  run(job: PoolJob): Promise<unknown> {
    if (this.isFull(job))
      return Promise.reject(unavailable("Too many large texts are being read. Try again in a moment."));
    return new Promise((resolve, reject) => {
      this.bytes += job.sizeBytes;
      const waiting = { ...job, resolve, reject };
      const place = job.isUrgent ? this.waiting.findIndex((other) => !other.isUrgent) : -1;
      this.waiting.splice(place === -1 ? this.waiting.length : place, 0, waiting);
      this.startNext();
    });
  }

  private isFull({ sizeBytes, isUrgent }: PoolJob): boolean {
    if (this.running < this.limits.threads) return false;
    const room = isUrgent ? 1 : NOT_URGENT_SHARE;
    return (
      this.waiting.length >= this.limits.waiting * room || this.bytes + sizeBytes > this.limits.bytes * room
    );
  }

  private startNext(): void {
    if (this.running >= this.limits.threads) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    this.running += 1;
    const worker = this.idle.pop() ?? this.start();
    worker.ref();
    const late = setTimeout(
      () => end(unavailable("A large text took too long to read.")),
      this.limits.deadlineMs,
    );
    const onMessage = (answer: unknown) => end(answer);
    const onError = (error: unknown) => end(unavailable("A large text could not be read.", error));
    const onExit = () => end(unavailable("A large text could not be read: the worker ended."));
    const end = (outcome: unknown) => {
      clearTimeout(late);
      worker.off("message", onMessage).off("exit", onExit);
      this.running -= 1;
      this.bytes -= job.sizeBytes;
      if (outcome instanceof AppError) {
        // Ended for good; what it still reports is of no interest.
        void worker.terminate();
        job.reject(outcome);
      } else {
        worker.off("error", onError).unref();
        this.idle.push(worker);
        job.resolve(outcome);
      }
      this.startNext();
    };
    worker.once("message", onMessage).once("error", onError).once("exit", onExit);
    worker.postMessage(job.message);
  }

  /** Ends the idle workers. */
  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError("UNAVAILABLE", message, { cause, retryAfterMs: RETRY_AFTER_MS });
}
