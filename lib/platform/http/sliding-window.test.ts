import { describe, expect, it } from "vitest";
import { SlidingWindow } from "@/lib/platform/http/sliding-window";

describe("SlidingWindow", () => {
  it("is full at its limit, per key, until the oldest event leaves the window", () => {
    const window = new SlidingWindow({ limit: 2, windowMs: 1_000 });
    window.add("a", 0);
    expect(window.isFull("a", 1)).toBe(false);
    window.add("a", 500);
    expect(window.isFull("a", 999)).toBe(true);
    expect(window.isFull("b", 999)).toBe(false);
    expect(window.isFull("a", 1_001)).toBe(false);
  });

  it("forgets the oldest key beyond its bound", () => {
    const window = new SlidingWindow({ limit: 1, windowMs: 1_000, maxKeys: 2 });
    for (const key of ["a", "b", "c"]) window.add(key, 0);
    expect(["a", "b", "c"].map((key) => window.isFull(key, 1))).toEqual([false, true, true]);
  });
});
