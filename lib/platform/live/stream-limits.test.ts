import { describe, expect, it } from "vitest";
import { claimStream } from "@/lib/platform/live/stream-limits";

const token = (id: string, workspaceId = "w") => ({
  workspaceId,
  actor: { type: "token" as const, id, name: id },
});
const times = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

describe("claimStream", () => {
  it("refuses a token's 21st stream until another one ends", () => {
    const releases = times(20, () => claimStream(token("a")));
    expect(() => claimStream(token("a"))).toThrow(/This token has 20 live streams open/);
    const [first] = releases;
    first?.();
    // Releasing twice must not free somebody else's place.
    first?.();
    releases.push(claimStream(token("a")));
    expect(() => claimStream(token("a"))).toThrow(/20 live streams/);
    for (const release of releases) release();
    claimStream(token("a"))();
  });

  it("also limits a workspace and the server", () => {
    const releases = times(200, (i) => claimStream(token(`t${i}`)));
    expect(() => claimStream(token("more"))).toThrow(/This workspace has 200/);
    for (let i = 0; i < 800; i++) releases.push(claimStream(token(`o${i}`, `w${i % 8}`)));
    expect(() => claimStream(token("last", "new"))).toThrow(/The server has 1000/);
    for (const release of releases) release();
  });
});
