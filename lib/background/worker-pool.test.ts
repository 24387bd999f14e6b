import { Worker } from "node:worker_threads";
import { afterEach, expect, it, vi } from "vitest";
import { WorkerPool, type PoolLimits } from "@/lib/background/worker-pool";

/** Echoes each word; "die" throws, "exit" exits and "wait" never answers. */
const CODE = `
  const { parentPort, threadId } = require("node:worker_threads");
  parentPort.on("message", (word) => {
    if (word === "die") throw new Error("dead");
    if (word === "exit") process.exit(3);
    if (word !== "wait") parentPort.postMessage({ word, threadId });
  });`;
const LIMITS: PoolLimits = { threads: 1, waiting: 2, bytes: 100, deadlineMs: 60_000 };
const job = (message: string, sizeBytes: number, isUrgent = true) => ({ message, sizeBytes, isUrgent });
const pools: WorkerPool[] = [];
// Threads can start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function poolOf(limits: Partial<PoolLimits> = {}): WorkerPool {
  const pool = new WorkerPool(() => new Worker(CODE, { eval: true }), { ...LIMITS, ...limits });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

it("runs jobs in order on one thread", async () => {
  const pool = poolOf();
  const answers = await Promise.all(["a", "b", "c"].map((word) => pool.run(job(word, 1))));
  expect(answers).toMatchObject([{ word: "a" }, { word: "b" }, { word: "c" }]);
  expect(new Set(answers.map((answer) => (answer as { threadId: number }).threadId)).size).toBe(1);
});

it("refuses a job when too many jobs or bytes are queued", async () => {
  const pool = poolOf();
  const running = pool.run(job("a", 10));
  const waiting = [pool.run(job("b", 10)), pool.run(job("c", 10))];
  await expect(pool.run(job("d", 10))).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 2_000 });
  await Promise.all([running, ...waiting]);
  const large = pool.run(job("a", 90));
  await expect(pool.run(job("b", 20))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await large;
  expect(await pool.run(job("b", 20))).toMatchObject({ word: "b" });
});

it("runs urgent jobs first and reserves half the queue for them", async () => {
  const pool = poolOf({ waiting: 4 });
  const order: string[] = [];
  const recordRun = (word: string, isUrgent: boolean) =>
    pool.run(job(word, 1, isUrgent)).then(() => order.push(word));
  const jobs = [recordRun("running", false), recordRun("slow 1", false), recordRun("slow 2", false)];
  await expect(pool.run(job("slow 3", 1, false))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  jobs.push(recordRun("urgent 1", true), recordRun("urgent 2", true));
  await expect(pool.run(job("urgent 3", 1))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await Promise.all(jobs);
  expect(order).toEqual(["running", "urgent 1", "urgent 2", "slow 1", "slow 2"]);
});

it("refuses a non-urgent job that would exceed half of the byte limit", async () => {
  const pool = poolOf();
  const running = pool.run(job("a", 40, false));
  await expect(pool.run(job("b", 20, false))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await pool.run(job("c", 20))).toMatchObject({ word: "c" });
  await running;
});

it("accepts a job of any size when idle", async () => {
  expect(await poolOf().run(job("a", 1_000))).toMatchObject({ word: "a" });
});

it.each(["die", "exit"])("fails the job and starts a new worker when the worker gets %s", async (word) => {
  const pool = poolOf();
  const [dead, next] = [pool.run(job(word, 1)), pool.run(job("next", 1))];
  await expect(dead).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await next).toMatchObject({ word: "next" });
});

it("terminates a worker that misses the deadline", async () => {
  const pool = poolOf({ deadlineMs: 300 });
  await expect(pool.run(job("wait", 1))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  const other = poolOf();
  expect(await other.run(job("next", 1))).toMatchObject({ word: "next" });
});
