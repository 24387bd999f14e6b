import { describe, expect, it } from "vitest";
import { Batcher, type BatcherOptions, type RunBatch } from "@/lib/platform/batcher";

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

class DataError extends Error {}

/** Timers that fire when the test advances the time. */
function fakeTimers() {
  const timers = new Set<{ dueMs: number; fire: () => void }>();
  let nowMs = 0;
  return {
    startTimer: (ms: number, fire: () => void) => {
      const timer = { dueMs: nowMs + ms, fire };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass: (ms: number) => {
      nowMs += ms;
      for (const timer of timers) {
        if (timer.dueMs > nowMs) continue;
        timers.delete(timer);
        timer.fire();
      }
    },
    pending: () => timers.size,
  };
}

function batcherOf<In, Out>(run: RunBatch<In, Out>, options: Partial<BatcherOptions<In>> = {}) {
  return new Batcher<In, Out>(run, {
    maxBatch: 64,
    maxQueued: 1_000,
    maxQueuedBytes: 1_000_000,
    sizeOf: () => 1,
    maxWaitMs: 5_000,
    isAboutData: (error) => error instanceof DataError,
    startTimer: fakeTimers().startTimer,
    ...options,
  });
}

const outcomes = async (results: Promise<unknown>[]) =>
  (await Promise.allSettled(results)).map((result) =>
    result.status === "fulfilled" ? result.value : "failed",
  );

describe("Batcher", () => {
  it("writes the first item immediately, and items that arrive meanwhile as one batch", async () => {
    const batches: number[][] = [];
    const first = gate();
    const batcher = batcherOf<number, number>(async (items) => {
      batches.push(items);
      if (batches.length === 1) await first.opened;
      return items.map((item) => item * 10);
    });
    const results = [1, 2, 3, 4].map((item) => batcher.add(item));
    first.open();
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it("starts the next batch once the current one allows it", async () => {
    const begun: number[][] = [];
    const answered = gate();
    const batcher = batcherOf<number, number>(async (items, letNext) => {
      begun.push(items);
      letNext();
      await answered.opened;
      return items;
    });
    const results = [1, 2].map((item) => batcher.add(item));
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toEqual([[1], [2]]);
    answered.open();
    expect(await Promise.all(results)).toEqual([1, 2]);
  });

  it("writes urgent items before others that arrived earlier, each kind in order", async () => {
    const batches: number[][] = [];
    const first = gate();
    const batcher = batcherOf<number, number>(
      async (items) => {
        batches.push(items);
        if (batches.length === 1) await first.opened;
        return items.map((item) => item * 10);
      },
      { maxBatch: 3, isUrgent: (item) => item >= 100 },
    );
    const results = [1, 2, 3, 100, 4, 101].map((item) => batcher.add(item));
    first.open();
    expect(await Promise.all(results)).toEqual([10, 20, 30, 1_000, 40, 1_010]);
    expect(batches).toEqual([[1], [100, 101, 2], [3, 4]]);
  });

  it("never exceeds the maximum batch size", async () => {
    const sizes: number[] = [];
    const batcher = batcherOf<number, number>(
      (items) => {
        sizes.push(items.length);
        return Promise.resolve(items);
      },
      { maxBatch: 3 },
    );
    await Promise.all(Array.from({ length: 8 }, (_, i) => batcher.add(i)));
    expect(sizes).toEqual([1, 3, 3, 1]);
  });
});

describe("a batch that fails", () => {
  it("because of one item affects only that item, found by bisection", async () => {
    const runs: number[] = [];
    const batcher = batcherOf<number, number>((items) => {
      runs.push(items.length);
      if (items.includes(40)) return Promise.reject(new DataError("poison"));
      return Promise.resolve(items);
    });
    const items = Array.from({ length: 65 }, (_, i) => i);
    const results = await outcomes(items.map((item) => batcher.add(item)));
    expect(results).toEqual(items.map((item) => (item === 40 ? "failed" : item)));
    // The first item alone, the 64 others, and both halves of each failed batch, six times.
    expect(runs).toHaveLength(2 + 2 * 6);
    await expect(batcher.add(7)).resolves.toBe(7);
  });

  it("because of an outage fails entirely on the first attempt", async () => {
    let runs = 0;
    const error = new Error("Connection terminated unexpectedly");
    const batcher = batcherOf<number, number>(() => {
      runs += 1;
      return Promise.reject(error);
    });
    const results = await Promise.allSettled(Array.from({ length: 65 }, (_, i) => batcher.add(i)));
    expect(results.every((result) => result.status === "rejected" && result.reason === error)).toBe(true);
    expect(runs).toBe(2);
  });

  it("stops bisecting during an outage", async () => {
    let runs = 0;
    const batcher = batcherOf<number, number>((items) => {
      runs += 1;
      if (runs === 1) return Promise.resolve(items);
      return Promise.reject(runs === 2 ? new DataError("poison") : new Error("gone"));
    });
    await outcomes(Array.from({ length: 65 }, (_, i) => batcher.add(i)));
    expect(runs).toBe(4);
  });
});

describe("the queue", () => {
  /** A batcher whose first write ends when the test allows it. */
  function blocked(options: Partial<BatcherOptions<string>>) {
    const first = gate();
    const written: string[][] = [];
    const batcher = batcherOf<string, string>(async (items) => {
      written.push(items);
      await first.opened;
      return items;
    }, options);
    return { batcher, written, open: first.open };
  }

  const full = {
    code: "UNAVAILABLE",
    retryAfterMs: 2_000,
    message: "Too many requests are waiting to be stored. Send it again in a moment.",
  };

  it("refuses items when it is full, and accepts more once there is space", async () => {
    const { batcher, open } = blocked({ maxQueued: 2 });
    const results = ["a", "b", "c"].map((item) => batcher.add(item));
    await expect(batcher.add("d")).rejects.toMatchObject(full);
    open();
    expect(await Promise.all(results)).toEqual(["a", "b", "c"]);
    await expect(batcher.add("e")).resolves.toBe("e");
  });

  it("also counts bytes, and accepts a single large item", async () => {
    const { batcher, open } = blocked({ maxQueuedBytes: 10, sizeOf: (item) => item.length });
    const results = ["x".repeat(50), "y".repeat(50)].map((item) => batcher.add(item));
    await expect(batcher.add("z")).rejects.toMatchObject(full);
    open();
    await Promise.all(results);
    const small = ["1234", "5678"].map((item) => batcher.add(item));
    expect(await Promise.all(small)).toEqual(["1234", "5678"]);
  });

  it("limits waiting in the queue and during a hanging write", async () => {
    const timers = fakeTimers();
    const { batcher, written, open } = blocked({ maxWaitMs: 5_000, startTimer: timers.startTimer });
    const hanging = batcher.add("a");
    const queued = batcher.add("b");
    timers.pass(4_000);
    const later = batcher.add("c");
    timers.pass(1_000);
    for (const waiting of [hanging, queued]) {
      await expect(waiting).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 2_000 });
    }
    open();
    await expect(later).resolves.toBe("c");
    // Items that timed out in the queue are not written, so that their resend is the first write.
    expect(written).toEqual([["a"], ["c"]]);
    expect(timers.pending()).toBe(0);
  });
});
