import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import {
  URGENT_JOBS,
  type JobAnswer,
  type JobInput,
  type JobMessage,
  type JobName,
  type JobResult,
} from "@/lib/background/jobs";
import { WorkerPool } from "@/lib/background/worker-pool";
import { AppError } from "@/lib/platform/errors";
import { processWide } from "@/lib/platform/process-wide";
import { redactionKey } from "@/lib/redaction/placeholders";

/** Up to this size a job runs inline, which is faster than handing it to a worker. */
export const LARGE_BYTES = 64 * 1024;

const LIMITS = {
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 64,
  bytes: 256 * 2 ** 20,
  deadlineMs: 120_000,
};

/** The bundler recognizes this form of `new Worker` and bundles the worker with its imports. */
function startWorker(): Worker {
  const worker = new Worker(new URL("./worker.mjs", import.meta.url));
  // A worker that errs while idle exits by itself; without a listener the error would crash the process.
  worker.on("error", () => undefined);
  return worker;
}

/** The pool of this process, shared by all bundles in it. */
function workerPool(): WorkerPool {
  return processWide("worker-pool", () => new WorkerPool(startWorker, LIMITS));
}

function sizeOf(input: JobInput<JobName>): number {
  if (typeof input === "object" && "failed" in input) return sizeOf(input.failed) + sizeOf(input.good);
  const text = typeof input === "object" && "text" in input ? input.text : input;
  return typeof text === "string" ? 2 * text.length : text.byteLength;
}

/**
 * Runs a job in a worker thread, so that it does not block the event loop.
 * @throws AppError UNAVAILABLE when the queue is full; INTERNAL when the job itself fails.
 */
export async function runJob<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
): Promise<JobResult<Name>> {
  const message: JobMessage = { name, input, redactionKey: redactionKey() };
  const job = { message, sizeBytes: sizeOf(input), isUrgent: URGENT_JOBS.has(name) };
  const answer = (await workerPool().run(job)) as JobAnswer;
  if (!answer.ok)
    throw new AppError("INTERNAL", "A large text could not be read.", { cause: answer.message });
  return answer.result as JobResult<Name>;
}
