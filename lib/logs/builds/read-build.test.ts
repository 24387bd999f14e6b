import { describe, expect, it } from "vitest";
import { readBuild } from "@/lib/logs/builds/read-build";
import { readRecords } from "@/lib/logs/records/read-records";

const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_none, at) => line(at));

const LOGS: [string, string, string[]][] = [
  [
    "the failing test among passing tests",
    "Expected 48 bends but counted 47",
    [
      "$ npm install",
      ...many(80, (at) => `added package-${at} in ${at} ms`),
      'The command "npm install" exited with 0.',
      "$ npm test",
      ...many(200, (at) => `  ✓ rides road ${at} (${at} ms)`),
      "  1) climbs the Stelvio",
      ...many(200, (at) => `  ✓ rides path ${at} (${at} ms)`),
      "",
      "  400 passing (2s)",
      "  1 failing",
      "",
      "  1) climbs the Stelvio:",
      "     AssertionError: Expected 48 bends but counted 47",
      "      at Context.<anonymous> (test/climb.js:12:9)",
      "",
      'The command "npm test" exited with 1.',
      "Done. Your build exited with 1.",
    ],
  ],
  [
    "the compiler error, not the warnings",
    "wheel.c:31:9: error: unknown type name 'spoke_t'",
    [
      "$ make",
      ...many(150, (at) => `wheel.c:${at + 400}:3: warning: unused variable 'v${at}' [-Wunused]`),
      "wheel.c:31:9: error: unknown type name 'spoke_t'",
      "         spoke_t spoke;",
      "         ^~~~~~~",
      "make: *** [wheel.o] Error 1",
      'The command "make" exited with 2.',
      ...many(60, (at) => `store cache part ${at}`),
    ],
  ],
  [
    "the last command's output in a truncated log",
    "ERROR: no shop sells tyre-28==9.9",
    [
      "$ fetch tools",
      ...many(300, (at) => `fetched tool ${at}: warning: old release`),
      "$ fetch tyres",
      "looking for tyre-28",
      "ERROR: no shop sells tyre-28==9.9",
    ],
  ],
];

describe("readBuild", () => {
  it.each(LOGS)("shows %s", (_title, line, lines) => {
    const log = readRecords(lines.join("\n"), "generic");
    const { window } = readBuild(log, 30);
    expect(window.endLine - window.startLine).toBeLessThan(30);
    const shown = lines.slice(window.startLine - 1, window.endLine);
    expect(shown.some((text) => text.includes(line))).toBe(true);
  });

  it("scores explaining lines higher than others, from 0 to 1", () => {
    const lines = LOGS[1]?.[2] ?? [];
    const { scores } = readBuild(readRecords(lines.join("\n"), "generic"), 30);
    const errorScore = scores.get(lines.findIndex((line) => line.includes(": error:")) + 1) ?? 0;
    expect(Math.max(...scores.values())).toBeLessThanOrEqual(1);
    expect(errorScore).toBeGreaterThan(0.5);
    expect(scores.get(20) ?? 1).toBeLessThan(errorScore);
  });
});
