import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collectChanges } from "@/components/layout/collect-changes";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("collectChanges", () => {
  it("batches keys and deduplicates them", async () => {
    const renew = vi.fn(() => Promise.resolve());
    const changes = collectChanges(renew, 150);
    changes.add([["a"], ["b", "1"]]);
    changes.add([["a"]]);
    await vi.advanceTimersByTimeAsync(150);
    expect(renew.mock.calls).toEqual([[[["a"], ["b", "1"]]]]);
  });

  it("waits for a refetch to end before the next, without losing changes", async () => {
    let finish = () => {};
    const renew = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const changes = collectChanges(renew, 150);
    changes.add([["a"]]);
    await vi.advanceTimersByTimeAsync(150);
    changes.add([["b"]]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renew).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(150);
    expect(renew.mock.calls.at(1)).toEqual([[["b"]]]);
  });

  it("does nothing once stopped", async () => {
    const renew = vi.fn(() => Promise.resolve());
    const changes = collectChanges(renew, 150);
    changes.add([["a"]]);
    changes.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renew).not.toHaveBeenCalled();
  });
});
