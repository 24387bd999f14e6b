import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/platform/context";
import { removeInBatches } from "@/lib/retention/remove-in-batches";

const HOUR_MS = 3_600_000;

/** Workspaces with this many rows to remove, and the order in which they were processed. */
function arrange(rows: Record<string, number>, { hour = 0, tickMs = 1 } = {}) {
  const left = { ...rows };
  const asked: string[] = [];
  let ms = 0;
  const contexts = Object.keys(rows).map(
    (workspaceId) => ({ workspaceId, now: () => new Date(hour * HOUR_MS) }) as Context,
  );
  const remove = async ({ workspaceId }: Context, limit: number) => {
    asked.push(workspaceId);
    ms += tickMs;
    const count = Math.min(limit, left[workspaceId] ?? 0);
    left[workspaceId] = (left[workspaceId] ?? 0) - count;
    return count;
  };
  const run = (budgetMs: number) =>
    removeInBatches(contexts, remove, { budgetMs, batch: 10, elapsed: () => ms });
  return { run, asked, left };
}

describe("removeInBatches", () => {
  it("continues until a batch is not full, in every workspace", async () => {
    const { run, asked, left } = arrange({ a: 25, b: 0, c: 10 });
    expect(await run(1_000)).toEqual({ removed: 35, isDone: true });
    expect(asked).toEqual(["a", "a", "a", "b", "c", "c"]);
    expect(left).toEqual({ a: 0, b: 0, c: 0 });
    expect(await run(1_000)).toEqual({ removed: 0, isDone: true });
  });

  it("starts no batch after the budget, and continues on the next run", async () => {
    const { run, left } = arrange({ a: 100 });
    expect(await run(3)).toEqual({ removed: 30, isDone: false });
    expect(left).toEqual({ a: 70 });
    expect(await run(1_000)).toEqual({ removed: 70, isDone: true });
  });

  it("starts with a different workspace each hour", async () => {
    const first = async (hour: number) => {
      const { run, asked } = arrange({ a: 1, b: 1, c: 1 }, { hour });
      await run(1_000);
      return asked.join("");
    };
    expect([await first(0), await first(1), await first(2), await first(3)]).toEqual([
      "abc",
      "bca",
      "cab",
      "abc",
    ]);
  });

  it("does nothing without workspaces", async () => {
    expect(await arrange({}).run(1_000)).toEqual({ removed: 0, isDone: true });
  });
});
