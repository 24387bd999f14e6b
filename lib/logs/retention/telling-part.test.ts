import { describe, expect, it } from "vitest";
import { makeLog } from "@/bench/make-log";
import { parseLog } from "@/lib/logs/parse-log";
import { tellingPart, TELLING_CHARS } from "@/lib/logs/retention/telling-part";

const noise = (count: number, from = 0) => makeLog("airflow-text", count, from).slice(0, count);
const FAILURE = makeLog("airflow-text", 0);
const rootOf = (log: string) => parseLog(log).exceptions.find((exception) => exception.isRoot);

describe("tellingPart", () => {
  it("returns a log of up to 64 KiB unchanged", () => {
    const log = "x\n".repeat(TELLING_CHARS / 2);
    expect(tellingPart(log)).toBe(log);
  });

  it.each([
    ["at the end", 5_000, 0],
    ["a little before the end", 5_000, 100],
    ["just before the last 32 KiB", 5_000, 270],
    ["far before the end", 5_000, 5_000],
    ["at the beginning", 0, 5_000],
  ])("shows a failure %s in complete lines", (_name, before, after) => {
    const lines = [...noise(before), ...FAILURE, ...noise(after, 9_000)];
    const part = tellingPart(lines.join("\n"));
    expect(part.length).toBeLessThanOrEqual(TELLING_CHARS);
    expect(rootOf(part)).toMatchObject({ type: "KeyError", message: "'net_amount'" });
    const known = new Set(lines);
    const others = part.split("\n").filter((line) => !known.has(line));
    expect(others.length).toBeLessThanOrEqual(1);
    for (const gap of others) expect(gap).toMatch(/^⋯ \d+ lines? left out ⋯$/);
  });

  it("states how many lines are missing between its two parts", () => {
    const lines = [...FAILURE, ...noise(5_000)];
    const part = tellingPart(lines.join("\n")).split("\n");
    const at = part.findIndex((line) => line.startsWith("⋯"));
    expect(part[at]).toBe(`⋯ ${lines.length - (part.length - 1)} lines left out ⋯`);
  });

  it("returns the end of a log without failure words", () => {
    const log = noise(5_000).join("\n");
    const part = tellingPart(log);
    expect(log.endsWith(part)).toBe(true);
    expect(part.length).toBeGreaterThan(TELLING_CHARS - 1_000);
  });

  it.each([
    ["one line", "x".repeat(3_000_000)],
    ["one line with an error", `${"x".repeat(2_000_000)} Error: no ${"y".repeat(2_000_000)}`],
    ["only failure words", "Error ".repeat(500_000)],
    ["only line breaks", "\n".repeat(3_000_000)],
  ])("is bounded for %s", (_name, log) => {
    expect(tellingPart(log).length).toBeLessThanOrEqual(TELLING_CHARS);
  });
});
