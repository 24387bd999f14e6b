import { describe, expect, it } from "vitest";
import { BoundedQueue } from "@/lib/platform/bounded-queue";

const options = { concurrency: 2, maxWaiting: 4, reserved: 2, refusal: "Busy.", retryAfterMs: 2_000 };

/** Work that records its start and ends when the test allows it. */
function arrange() {
  const queue = new BoundedQueue(options);
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const run = (name: string, isUrgent = false) =>
    queue.run(
      () =>
        new Promise<string>((resolve) => {
          started.push(name);
          finish.set(name, () => resolve(name));
        }),
      { isUrgent },
    );
  return { run, started, finish: (name: string) => finish.get(name)?.() };
}

describe("BoundedQueue", () => {
  it("limits concurrency and runs the rest in turn, urgent work first", async () => {
    const { run, started, finish } = arrange();
    const all = [run("a"), run("b"), run("c"), run("d"), run("urgent", true)];
    await Promise.resolve();
    expect(started).toEqual(["a", "b"]);
    for (const name of ["a", "b", "urgent", "c", "d"]) {
      finish(name);
      await all[["a", "b", "c", "d", "urgent"].indexOf(name)];
      await Promise.resolve();
    }
    expect(started).toEqual(["a", "b", "urgent", "c", "d"]);
  });

  it("refuses work when full, and reserves space for urgent work", async () => {
    const { run, started, finish } = arrange();
    const kept = [run("a"), run("b"), run("c"), run("d")];
    await expect(run("e")).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 2_000 });
    kept.push(run("urgent 1", true), run("urgent 2", true));
    await expect(run("urgent 3", true)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    for (const name of ["a", "b", "urgent 1", "urgent 2", "c", "d"]) {
      while (!started.includes(name)) await Promise.resolve();
      finish(name);
    }
    await Promise.all(kept);
    finish("late");
    const late = run("late");
    await Promise.resolve();
    expect(started.at(-1)).toBe("late");
    finish("late");
    expect(await late).toBe("late");
  });

  it("continues after failed work", async () => {
    const queue = new BoundedQueue({ ...options, concurrency: 1 });
    const failed = queue.run(() => Promise.reject(new Error("no")));
    const next = queue.run(() => Promise.resolve("next"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("next");
  });
});
