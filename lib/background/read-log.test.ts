import { describe, expect, it } from "vitest";
import { doJob } from "@/lib/background/jobs";
import { keptInput, readLog, textInput, type LogReading } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { LARGE_BYTES } from "@/lib/background/run-job";
import { LogKeeper } from "@/lib/logs/retention/keep-log";

const ordinary = (n: number) =>
  `[2026-11-21T02:00:07.000+0000] {load.py:9} INFO - loaded page ${n} of orders`;
const FAILURE = [
  "Traceback (most recent call last):",
  '  File "/dags/load.py", line 3, in load',
  "    rows = fetch(token='hunter2-hunter2')",
  "KeyError: 'page'",
];
const noise = (count: number) => Array.from({ length: count }, (_, n) => ordinary(n));

/** Every line number in the findings is within the text and matches the line there. */
function expectAgreement({ text, firstLine, findings }: LogReading): void {
  const lines = text.split("\n");
  const at = (line: number) => lines[line - firstLine] ?? "";
  for (const ranked of findings.failingLines) expect(at(ranked.line)).toContain(ranked.text);
  for (const exception of findings.exceptions) {
    expect(at(exception.messageLine)).toContain(exception.message.split("\n")[0]);
    for (const { logLine, file } of exception.frames)
      if (logLine !== null) expect(at(logLine)).toContain(file);
  }
  const { startLine, endLine } = findings.window;
  expect([at(startLine), at(endLine)]).not.toContain("");
}

describe("readLog", () => {
  it("reports only what the kept text shows, without secrets", () => {
    const log = [...noise(3), "password=correct-horse-9", ...FAILURE].join("\n");
    const reading = readLog(textInput(log, "airflow"));
    expectAgreement(reading);
    expect(reading).toMatchObject({ firstLine: 1, isCut: false, omittedLines: 0 });
    expect(reading.findings.failingLines[0]).toMatchObject({ line: 8, text: "KeyError: 'page'" });
    expect(JSON.stringify(reading)).not.toMatch(/correct-horse|hunter2/);
  });

  it("writes out hidden characters in the findings", () => {
    const reading = readLog(textInput("ValueError: pay\u202Eload", "auto"));
    expect(reading.findings.failingLines[0]?.text).toBe("ValueError: pay[U+202E]load");
    expectAgreement(reading);
  });

  it("keeps the original line numbers of a large log", () => {
    const lines = [...noise(80_000), ...FAILURE, ...noise(80_000)];
    const reading = readLog(textInput(lines.join("\n"), "airflow"));
    expectAgreement(reading);
    expect(reading.isCut).toBe(true);
    expect(reading.omittedLines).toBeGreaterThan(0);
    expect(reading.findings.lineCount).toBe(lines.length);
    expect(reading.findings.failingLines[0]?.line).toBe(80_004);
    const kept = reading.text.split("\n");
    for (const [index, line] of kept.entries())
      if (!line.includes("token")) expect(line).toBe(lines[reading.firstLine + index - 1]);
  });

  it("reads a kept log like the full log", () => {
    const lines = [...noise(60_000), ...FAILURE, ...noise(60_000)].join("\n");
    const keeper = new LogKeeper({ whole: 2e6, head: 1e5, tail: 2e5, regions: 2e5 });
    for (let at = 0; at < lines.length; at += 65_536) keeper.push(Buffer.from(lines.slice(at, at + 65_536)));
    const reading = readLog(keptInput(keeper.finish(), "airflow"));
    expectAgreement(reading);
    expect(reading.findings.failingLines[0]).toMatchObject({ line: 60_004, text: "KeyError: 'page'" });
    expect(reading.findings.lineCount).toBe(120_004);
  });
});

describe("readLogInBackground", { timeout: 60_000 }, () => {
  const large = textInput([...noise(3_000), ...FAILURE].join("\n"), "airflow");

  it("reads a large log with the same result as readLog", async () => {
    expect(large.text.length).toBeGreaterThan(LARGE_BYTES);
    expect(await readLogInBackground(large)).toEqual(readLog(large));
  });

  it("returns a cloneable result for any log", () => {
    const endless = textInput("x".repeat(3_000_000), "auto");
    for (const input of [large, endless]) {
      const answer = doJob({ name: "read-log", input, redactionKey: null });
      expect(answer.ok).toBe(true);
      expect(structuredClone(answer)).toEqual(answer);
    }
  });
});
