import { describe, expect, it } from "vitest";
import { clipFindings } from "@/lib/logs/findings/clip-findings";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { keptExceptions } from "@/lib/logs/findings/kept-exceptions";
import { readText } from "@/lib/logs/findings/read-text";
import { parseLog } from "@/lib/logs/parse-log";

/** Maximum size of one log's findings in the database, in characters. */
const MAX_CHARS = 220_000;

const stamp = (n: number) => `[2026-11-21T02:00:${String(n % 60).padStart(2, "0")}.000+0000]`;

function traceback(n: number, frames: number, message: string): string[] {
  return [
    `${stamp(n)} {load.py:9} ERROR - try ${n} failed`,
    "Traceback (most recent call last):",
    ...Array.from({ length: frames }, (_, i) => [
      `  File "/opt/airflow/dags/step_${i}.py", line ${i + 1}, in step_${i}`,
      `    step_${i + 1}(rows)`,
    ]).flat(),
    `ValueError: ${message}`,
  ];
}

describe("logFindings", () => {
  it("bounds the findings of a large log full of stack traces", () => {
    const lines = Array.from({ length: 1_000 }, (_, n) =>
      traceback(n, 40, `bad row ${n} ${"x".repeat(900)}`),
    );
    const text = lines.flat().join("\n");
    expect(text.length).toBeGreaterThan(4_000_000);
    const { findings } = readText(text, "airflow");
    expect(JSON.stringify(findings).length).toBeLessThan(MAX_CHARS);
    expect(findings.exceptions.length).toBeGreaterThan(10);
    const best = findings.failingLines[0]?.line;
    expect(findings.exceptions.some((exception) => exception.messageLine === best)).toBe(true);
    // In log order, even with exceptions left out in between.
    const starts = findings.exceptions.map((exception) => exception.startLine);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it("keeps both ends of a huge stack and of a huge message", () => {
    const { exceptions } = parseLog(traceback(1, 4_000, "bad").join("\n"), { kind: "airflow" });
    const endless = exceptions.map((exception) => ({
      ...exception,
      message: `starts ${"so ".repeat(200_000)}ends`,
    }));
    const kept = keptExceptions(endless, []);
    expect(JSON.stringify(kept).length).toBeLessThan(MAX_CHARS);
    expect(kept[0]?.frames.at(0)?.file).toContain("step_0.py");
    expect(kept[0]?.frames.at(-1)?.file).toContain("step_3999.py");
    expect(kept[0]?.message).toMatch(/^starts so so[^]*so ends$/);
  });

  it("bounds the findings of very long lines", () => {
    const words = `ERROR no such table ${"x".repeat(400_000)}`;
    const text = Array.from({ length: 12 }, (_, n) => `${stamp(n)} {load.py:9} ERROR - ${words}${n}`).join(
      "\n",
    );
    expect(JSON.stringify(readText(text, "airflow").findings).length).toBeLessThan(MAX_CHARS);
  });

  it("returns the statement at a failing line with the tool's following output", () => {
    const text = [
      `${stamp(1)} {subprocess.py:93} INFO - ERROR: no space left`,
      `${stamp(1)} {subprocess.py:93} INFO - while writing /data/out`,
      `${stamp(2)} {taskinstance.py:1} INFO - Marking task as FAILED.`,
    ].join("\n");
    const { failingLines, ending, outcome, hasFailedRun } = readText(text, "airflow").findings;
    expect(failingLines[0]).toMatchObject({
      line: 1,
      statement: "ERROR: no space left\nwhile writing /data/out",
      ownLength: "ERROR: no space left".length,
    });
    expect({ outcome, hasFailedRun, ending: ending?.line }).toEqual({
      outcome: "failure",
      hasFailedRun: true,
      ending: 3,
    });
  });

  it("survives a JSON round trip", () => {
    const { findings } = readText(traceback(1, 3, "bad").join("\n"));
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });
});

describe("clipFindings", () => {
  const lines = [
    ...traceback(1, 2, "first"),
    ...traceback(2, 2, "second"),
    `${stamp(3)} {load.py:9} INFO - the end`,
  ];
  const whole = logFindings(parseLog(lines.join("\n"), { kind: "airflow" }), lines);
  const half = traceback(1, 2, "first").length;

  it("removes everything outside the part", () => {
    const part = { startLine: half + 1, endLine: lines.length };
    const clipped = clipFindings(whole, part);
    expect(whole.exceptions).toHaveLength(2);
    expect(clipped.exceptions.map((exception) => exception.message)).toEqual(["second"]);
    const named = [
      ...clipped.failingLines.map(({ line }) => line),
      ...clipped.exceptions.flatMap((exception) => [
        exception.startLine,
        exception.endLine,
        exception.messageLine,
      ]),
      ...clipped.exceptions.flatMap((exception) => exception.frames.flatMap(({ logLine }) => logLine ?? [])),
      clipped.window.startLine,
      clipped.window.endLine,
    ];
    expect(named.every((line) => line >= part.startLine && line <= part.endLine)).toBe(true);
    expect(clipped.lineCount).toBe(whole.lineCount);
  });

  it("keeps the ending when the part does not show it", () => {
    const { ending, outcomeReason, outcome } = clipFindings(whole, { startLine: 1, endLine: 2 });
    expect(outcome).toBe("failure");
    expect([ending?.line, outcomeReason.line]).toEqual([null, null]);
    expect(ending?.message).not.toBe("");
  });

  it("changes nothing when the part is the whole log", () => {
    expect(clipFindings(whole, { startLine: 1, endLine: lines.length })).toEqual(whole);
  });
});
