import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/platform/errors";

export interface PoolLimits {
  /** Maximum number of threads; each is started on demand. */
  threads: number;
  /** Maximum number of queued jobs. */
  waiting: number;
  /** Maximum total size of queued and running jobs. */
  bytes: number;
  /** Maximum run time of a job. */
  deadlineMs: number;
}

export interface PoolJob {
  message: unknown;
  sizeBytes: number;
  /** Runs before non-urgent jobs, which may fill only half of the queue. */
  isUrgent: boolean;
}

interface WaitingJob extends PoolJob {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const RETRY_AFTER_MS = 2_000;
const NON_URGENT_SHARE = 0.5;

/**
 * A bounded pool of worker threads. A worker runs one job at a time and answers with one message; if it dies or misses
 * the deadline, the job fails and the worker is replaced. Idle workers do not keep the process alive.
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

  /** @throws AppError UNAVAILABLE when the queue is full, or the worker died or missed the deadline. */
  run(job: PoolJob): Promise<unknown> {
    if (this.isFull(job))
      return Promise.reject(unavailable("Too many large texts are being processed. Try again in a moment."));
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
    const share = isUrgent ? 1 : NON_URGENT_SHARE;
    return (
      this.waiting.length >= this.limits.waiting * share || this.bytes + sizeBytes > this.limits.bytes * share
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
    const onExit = () => end(unavailable("A large text could not be read: the worker exited."));
    const end = (outcome: unknown) => {
      clearTimeout(late);
      worker.off("message", onMessage).off("exit", onExit);
      this.running -= 1;
      this.bytes -= job.sizeBytes;
      if (outcome instanceof AppError) {
        // The worker is not reused, so its later messages are ignored.
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

  /** Terminates the idle workers. */
  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }
}

function unavailable(message: string, cause?: unknown): AppError {
  return new AppError("UNAVAILABLE", message, { cause, retryAfterMs: RETRY_AFTER_MS });
}
