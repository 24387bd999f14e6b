import { describe, expect, it } from "vitest";
import { LiveBuffer } from "@/lib/platform/live/live-buffer";

const change = (id: number) => ({ incidentId: String(id), table: "incidents" });
const RESYNC = "event: resync\ndata: {}\n\n";

describe("LiveBuffer", () => {
  it("sends equal changes once, in the order of the first", () => {
    const buffer = new LiveBuffer();
    for (const id of [1, 2, 1]) buffer.add(change(id));
    expect(buffer.take()).toBe(
      'data: {"incidentId":"1","table":"incidents"}\n\ndata: {"incidentId":"2","table":"incidents"}\n\n',
    );
    expect(buffer.take()).toBeNull();
  });

  it("replaces an overflow of changes with one resync", () => {
    const buffer = new LiveBuffer(3);
    const sizes: number[] = [];
    for (let id = 0; id < 1_000; id++) {
      buffer.add(change(id));
      sizes.push(buffer.size);
    }
    expect(Math.max(...sizes)).toBe(3);
    expect(buffer.take()).toBe(RESYNC);
    buffer.add(change(1));
    expect(buffer.take()).toContain('"incidentId":"1"');
  });

  it("keeps only the latest notice", () => {
    const buffer = new LiveBuffer();
    buffer.add(change(1));
    buffer.announce("stale");
    buffer.announce("resync");
    expect(buffer.take()).toBe(RESYNC);
  });
});
