import { Worker } from "node:worker_threads";
import { afterEach, expect, it, vi } from "vitest";
import { WorkerPool, type PoolLimits } from "@/lib/background/worker-pool";

/** Answers a word with itself, "die" by dying, "exit" by ending, "wait" not at all. */
const CODE = `
  const { parentPort, threadId } = require("node:worker_threads");
  parentPort.on("message", (word) => {
    if (word === "die") throw new Error("dead");
    if (word === "exit") process.exit(3);
    if (word !== "wait") parentPort.postMessage({ word, threadId });
  });`;
const LIMITS: PoolLimits = { threads: 1, waiting: 2, bytes: 100, deadlineMs: 60_000 };
const pools: WorkerPool[] = [];
// Threads take their time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function poolOf(limits: Partial<PoolLimits> = {}): WorkerPool {
  const pool = new WorkerPool(() => new Worker(CODE, { eval: true }), { ...LIMITS, ...limits });
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

it("keeps the order, and one thread for all of it", async () => {
  const pool = poolOf();
  const answers = await Promise.all(["a", "b", "c"].map((word) => pool.run(word, 1)));
  expect(answers).toMatchObject([{ word: "a" }, { word: "b" }, { word: "c" }]);
  expect(new Set(answers.map((answer) => (answer as { threadId: number }).threadId)).size).toBe(1);
});

it("refuses what would wait behind too many, or too much", async () => {
  const pool = poolOf();
  const running = pool.run("a", 10);
  const waiting = [pool.run("b", 10), pool.run("c", 10)];
  await expect(pool.run("d", 10)).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 2_000 });
  await Promise.all([running, ...waiting]);
  const large = pool.run("a", 90);
  await expect(pool.run("b", 20)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await large;
  expect(await pool.run("b", 20)).toMatchObject({ word: "b" });
});

it("takes one job however large where nothing else runs", async () => {
  expect(await poolOf().run("a", 1_000)).toMatchObject({ word: "a" });
});

it.each(["die", "exit"])("fails the job of a worker that has to %s, and goes on", async (word) => {
  const pool = poolOf();
  const [dead, next] = [pool.run(word, 1), pool.run("next", 1)];
  await expect(dead).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await next).toMatchObject({ word: "next" });
});

it("ends a worker that takes too long, and goes on", async () => {
  const pool = poolOf({ deadlineMs: 300 });
  await expect(pool.run("wait", 1)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  const other = poolOf();
  expect(await other.run("next", 1)).toMatchObject({ word: "next" });
});
