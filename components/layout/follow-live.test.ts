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
  it("goes live on the first resync, not when the connection opens", () => {
    sources[0]?.send("open");
    expect(seen).toEqual([]);
    sources[0]?.send("resync");
    expect(seen).toEqual(["live", "resync"]);
  });

  it("goes down on stale and resyncs afterwards", () => {
    for (const event of ["resync", "stale", "resync"]) sources[0]?.send(event);
    expect(seen).toEqual(["live", "resync", "down", "live", "resync"]);
  });

  it("invalidates the keys of a change and ignores invalid messages", () => {
    sources[0]?.send("message", '{"incidentId":null,"table":"deliveries"}');
    sources[0]?.send("message", "not json");
    sources[0]?.send("message", "{}");
    expect(seen).toEqual([[["deliveries"], ["sources"]]]);
  });

  it("leaves reconnecting to the browser after a dropped connection", async () => {
    sources[0]?.send("error");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual(["down"]);
    expect(sources).toHaveLength(1);
  });

  it("reopens the stream after a refusal, which browsers do not retry", async () => {
    const [first] = sources;
    first?.close();
    first?.send("error");
    first?.send("error");
    expect(seen.filter((event) => event === "refused")).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sources).toHaveLength(2);
    sources[1]?.send("resync");
    expect(seen.at(-1)).toBe("resync");
  });

  it("reports every refusal, but no dropped connection", async () => {
    sources[0]?.send("error");
    expect(seen).not.toContain("refused");
    for (const n of [0, 1]) {
      sources[n]?.close();
      sources[n]?.send("error");
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(seen.filter((event) => event === "refused")).toHaveLength(2);
  });
});
