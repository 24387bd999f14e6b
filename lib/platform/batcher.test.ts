import { describe, expect, it } from "vitest";
import { Batcher } from "@/lib/platform/batcher";

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe("Batcher", () => {
  it("writes the first item at once and what arrives meanwhile as one set", async () => {
    const batches: number[][] = [];
    const first = gate();
    const batcher = new Batcher<number, number>(async (items) => {
      batches.push(items);
      if (batches.length === 1) await first.opened;
      return items.map((item) => item * 10);
    }, 64);
    const results = [1, 2, 3, 4].map((item) => batcher.add(item));
    first.open();
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it("begins the next set when the one under way lets it", async () => {
    const begun: number[][] = [];
    const answered = gate();
    const batcher = new Batcher<number, number>(async (items, letNext) => {
      begun.push(items);
      letNext();
      await answered.opened;
      return items;
    }, 64);
    const results = [1, 2].map((item) => batcher.add(item));
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toEqual([[1], [2]]);
    answered.open();
    expect(await Promise.all(results)).toEqual([1, 2]);
  });

  it("never passes the largest batch", async () => {
    const sizes: number[] = [];
    const batcher = new Batcher<number, number>((items) => {
      sizes.push(items.length);
      return Promise.resolve(items);
    }, 3);
    await Promise.all(Array.from({ length: 8 }, (_, i) => batcher.add(i)));
    expect(sizes).toEqual([1, 3, 3, 1]);
  });

  it("lets one bad item harm only itself", async () => {
    const batcher = new Batcher<string, string>((items) => {
      if (items.includes("bad")) return Promise.reject(new Error("poison"));
      return Promise.resolve(items.map((item) => item.toUpperCase()));
    }, 64);
    const results = await Promise.allSettled(["a", "b", "bad", "c"].map((item) => batcher.add(item)));
    expect(results.map((one) => (one.status === "fulfilled" ? one.value : "failed"))).toEqual([
      "A",
      "B",
      "failed",
      "C",
    ]);
    await expect(batcher.add("again")).resolves.toBe("AGAIN");
  });
});
