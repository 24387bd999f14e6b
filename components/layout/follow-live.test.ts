import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followLive, type LiveSource } from "@/components/layout/follow-live";

const CLOSED = 2;

class FakeSource implements LiveSource {
  readyState = 1;
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.readyState = CLOSED;
  }
  send(type: string, data = "{}"): void {
    this.listeners.get(type)?.({ data } as MessageEvent<string>);
  }
}

let sources: FakeSource[];
let seen: unknown[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  seen = [];
  stop = followLive({
    open() {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    onState: (state) => seen.push(state),
    onKeys: (keys) => seen.push(keys),
    onResync: () => seen.push("resync"),
    onRefused: () => seen.push("refused"),
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("followLive", () => {
  it("is live when the server says so, not when the connection opens", () => {
    sources[0]?.send("open");
    expect(seen).toEqual([]);
    sources[0]?.send("resync");
    expect(seen).toEqual(["live", "resync"]);
  });

  it("is down while the server hears of nothing, and renews everything afterwards", () => {
    for (const event of ["resync", "stale", "resync"]) sources[0]?.send(event);
    expect(seen).toEqual(["live", "resync", "down", "live", "resync"]);
  });

  it("renews what a change names, and passes by what it does not understand", () => {
    sources[0]?.send("message", '{"incidentId":null,"table":"deliveries"}');
    sources[0]?.send("message", "not json");
    sources[0]?.send("message", "{}");
    expect(seen).toEqual([[["deliveries"], ["sources"]]]);
  });

  it("leaves reconnecting to the browser after a cut", async () => {
    sources[0]?.send("error");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual(["down"]);
    expect(sources).toHaveLength(1);
  });

  it("opens a new stream after a refusal, which a browser takes for the end", async () => {
    const [first] = sources;
    first?.close();
    first?.send("error");
    first?.send("error");
    expect(seen.filter((one) => one === "refused")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sources).toHaveLength(2);
    sources[1]?.send("resync");
    expect(seen.at(-1)).toBe("resync");
  });

  it("says so at every refusal, and never of a cut", async () => {
    sources[0]?.send("error");
    expect(seen).not.toContain("refused");
    for (const n of [0, 1]) {
      sources[n]?.close();
      sources[n]?.send("error");
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(seen.filter((one) => one === "refused")).toHaveLength(2);
  });
});
