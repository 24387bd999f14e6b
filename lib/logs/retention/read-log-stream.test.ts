import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import type { KeepBudget } from "@/lib/logs/retention/keep-log";
import { CUT_END_BYTES, MAX_LINE_BYTES } from "@/lib/logs/retention/line-blocks";
import { parseLog } from "@/lib/logs/parse-log";
import { readLogStream, type StreamedLog } from "@/lib/logs/retention/read-log-stream";

const LIB = fileURLToPath(new URL("../../", import.meta.url));
const FIXTURES = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((name) => /fixtures\/.*\.(?:txt|log|json|ndjson)$/.test(name))
  .sort();
/** A small budget, so that a few megabytes count as a large log. */
const SMALL: KeepBudget = { whole: 300_000, head: 100_000, tail: 150_000, regions: 300_000 };

function* cut(bytes: Uint8Array, size: (n: number) => number): Generator<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const end = at + Math.max(1, size(n));
    yield bytes.subarray(at, end);
    at = end;
  }
}

const read = (text: string | Uint8Array, size: (n: number) => number = () => 65_536, budget?: KeepBudget) =>
  readLogStream(
    cut(typeof text === "string" ? Buffer.from(text) : text, size),
    budget === undefined ? {} : { budget },
  );

const stamp = (n: number) =>
  `[2026-11-21T02:00:${String(n % 60).padStart(2, "0")}.${String(n % 1000).padStart(3, "0")}+0000]`;
const info = (n: number) => `${stamp(n)} {orders.py:${n % 90}} INFO - read batch ${n} in ${n % 70} ms`;
const noise = (count: number, from = 0) => Array.from({ length: count }, (_, n) => info(from + n));
const TRACE = [
  `${stamp(7)} {taskinstance.py:1943} ERROR - Task failed with exception`,
  "Traceback (most recent call last):",
  '  File "/usr/local/lib/python3.11/site-packages/airflow/operators/python.py", line 192, in execute',
  "    return_value = self.execute_callable()",
  '  File "/opt/airflow/dags/orders.py", line 31, in load',
  "    total = rows[customer]",
  "KeyError: 'customer'",
];

/** The user-visible parts of a reading. */
function gist({ parsed }: StreamedLog) {
  const root = parsed.exceptions.find((exception) => exception.isRoot);
  return {
    outcome: parsed.outcome,
    first: parsed.failingLines[0]?.line,
    text: parsed.failingLines[0]?.text,
    type: root?.type,
    frames: root?.frames.map((frame) => frame.logLine),
    fingerprint: fingerprintLog(parsed).value,
  };
}

describe("a small log", () => {
  it.each(FIXTURES)("gives the same result as parseLog for %s", async (name) => {
    const bytes = readFileSync(`${LIB}${name}`);
    for (const size of [() => bytes.length, (n: number) => (n * 7919) % 500]) {
      const streamed = await read(bytes, size);
      expect(streamed.parsed).toEqual(parseLog(bytes));
      expect(streamed.kept.omitted).toEqual({ lines: 0, cutLines: 0, bytes: 0 });
    }
  });

  it.each([
    ["no bytes", new Uint8Array()],
    ["a single newline", Buffer.from("\n")],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${TRACE.join("\n")}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(TRACE.join("\r\n"), "utf16le")],
    [
      "a Windows-1252 line",
      Buffer.concat([Buffer.from("caf\xe9 failed\n", "latin1"), Buffer.from("größer\n")]),
    ],
    ["NUL bytes and progress bars", Buffer.from("10 %\r20 %\r\u0000done\nKeyError: 'a'")],
  ])("gives the same result as parseLog for %s", async (_name, bytes) => {
    for (const size of [() => 1, () => 3, () => 1000]) {
      expect((await read(bytes, size)).parsed).toEqual(parseLog(bytes));
    }
  });
});

describe("a large log", () => {
  const places = [0.02, 0.2, 0.5, 0.9, 0.999];

  it.each(places)("finds the traceback at fraction %d of the log with exact line numbers", async (place) => {
    const lines = noise(20_000);
    lines.splice(Math.floor(lines.length * place), 0, ...TRACE);
    const text = lines.join("\n");
    const streamed = await read(text, () => 65_536, SMALL);
    const whole = parseLog(text);
    expect(gist(streamed)).toEqual(gist({ ...streamed, parsed: whole }));
    expect(lines[(streamed.parsed.failingLines[0]?.line ?? 0) - 1]).toBe("KeyError: 'customer'");
    expect(streamed.parsed.lineCount).toBe(lines.length);
    expect(streamed.parsed.truncated).toBe(true);
    const { text: kept, omitted, numbers } = streamed.kept;
    const shown = kept.split("\n");
    expect(kept.length).toBeLessThan(1_000_000);
    // Every kept line maps to its line in the log, and the gaps add up.
    let missing = 0;
    for (const [index, line] of shown.entries()) {
      const gap = /^⋯ (\d+) lines? left out ⋯$/.exec(line);
      if (gap === null) expect(line).toBe(lines[numbers.original(index + 1) - 1]);
      else missing += Number(gap[1]);
    }
    expect(missing).toBe(omitted.lines);
    expect(shown.length - shown.filter((line) => line.startsWith("⋯")).length + missing).toBe(lines.length);
    const window = streamed.parsed.window;
    expect(window.endLine - window.startLine).toBeLessThan(30);
    for (let line = window.startLine; line <= window.endLine; line += 1)
      expect(numbers.local(line)).not.toBeNull();
  });

  it("gives the same result however its bytes arrive", async () => {
    const lines = noise(20_000);
    lines.splice(9_000, 0, ...TRACE, "größer als erwartet: nicht gefunden");
    const bytes = Buffer.from(lines.join("\n"));
    const base = await read(bytes, () => bytes.length, SMALL);
    for (const size of [(n: number) => 1 + ((n * 7919) % 100_000), () => 997]) {
      expect(await read(bytes, size, SMALL)).toEqual(base);
    }
  });

  it.each(["utf16le", "latin1"] as const)("decodes %s", async (encoding) => {
    const lines = [...noise(9_000), ...TRACE, "ValueError: größer", ...noise(9_000)];
    const streamed = await read(
      Buffer.from(lines.join("\n"), encoding),
      (n) => 1 + ((n * 31) % 9_999),
      SMALL,
    );
    expect(streamed.parsed.lineCount).toBe(lines.length);
    expect(streamed.kept.text).toContain("\nValueError: größer\n");
    expect(streamed.parsed.exceptions.map((exception) => exception.messageLine)).toContain(9_007);
  });

  it("keeps the start and end of a traceback larger than the budget", async () => {
    const frames = Array.from({ length: 30_000 }, (_, n) => [
      `  File "/opt/airflow/dags/deep.py", line ${n % 90}, in walk_${n % 2}`,
      `    return walk_${n % 2}(node)`,
    ]).flat();
    const error = "RecursionError: maximum recursion depth exceeded";
    const lines = [...noise(3_000), TRACE[0] ?? "", TRACE[1] ?? "", ...frames, error, ...noise(8_000)];
    const streamed = await read(lines.join("\n"), () => 65_536, { ...SMALL, regions: 3_000_000 });
    const root = streamed.parsed.exceptions.find((exception) => exception.isRoot);
    expect(root).toMatchObject({
      type: "RecursionError",
      messageLine: lines.indexOf(error) + 1,
      startLine: 3_002,
    });
    expect(root?.frames.length).toBe(400);
    expect(root?.frames.at(0)?.logLine).toBe(3_003);
    expect(root?.frames.at(-1)?.logLine).toBe(lines.indexOf(error) - 1);
    expect(streamed.kept.text.length).toBeLessThan(1_000_000);
  });

  it("cuts an overlong line and states how much is missing", async () => {
    const long = `x${"é".repeat(MAX_LINE_BYTES)}end`;
    const lines = [...noise(3_000), long, ...TRACE];
    const { kept, parsed } = await read(lines.join("\n"), () => 10_000, SMALL);
    const line = kept.text.split("\n").find((text) => text.startsWith("xé"));
    const lost = Number(/⋯ (\d+) bytes left out ⋯/.exec(line ?? "")?.[1]);
    expect(kept.omitted).toMatchObject({ cutLines: 1 });
    expect(lost).toBeGreaterThan(MAX_LINE_BYTES);
    expect(line?.endsWith("end")).toBe(true);
    expect(Buffer.byteLength(line ?? "")).toBeLessThan(2 * CUT_END_BYTES + 100);
    expect(Buffer.byteLength(long) - lost).toBe(
      Buffer.byteLength((line ?? "").replace(/ ⋯ \d+ bytes left out ⋯ /, "")),
    );
    expect(parsed.failingLines[0]?.line).toBe(lines.length);
  });

  it("counts repeated evidence and keeps the first and last occurrence", async () => {
    const lines = noise(60_000).flatMap((line, n) =>
      n % 200 === 30
        ? [line, `${stamp(n)} {orders.py:4} ERROR - page ${n} could not be read: connection refused`]
        : [line],
    );
    lines.splice(30_115, 0, ...TRACE);
    const { kept, parsed } = await read(lines.join("\n"), () => 65_536, SMALL);
    const first = lines.findIndex((line) => line.includes("refused")) + 1;
    const last = lines.findLastIndex((line) => line.includes("refused")) + 1;
    expect(kept.repeated[0]).toEqual({ count: 300, firstLine: first, lastLine: last });
    expect(kept.numbers.local(first)).not.toBeNull();
    expect(kept.numbers.local(last)).not.toBeNull();
    expect(lines[(parsed.failingLines[0]?.line ?? 0) - 1]).toBe("KeyError: 'customer'");
    expect(kept.text.length).toBeLessThan(1_000_000);
  });

  it("separates the attempts and takes the outcome from the last", async () => {
    const tries = [1, 2, 3].flatMap((n) => [
      `${stamp(n)} {taskinstance.py:1363} INFO - Starting attempt ${n} of 3`,
      ...noise(15_000, n),
      ...TRACE.slice(0, -1),
      n === 3 ? "ZeroDivisionError: division by zero" : "KeyError: 'customer'",
      `${stamp(n)} {taskinstance.py:1400} INFO - Marking task as ${n === 3 ? "FAILED" : "UP_FOR_RETRY"}. dag_id=a`,
      ...noise(n === 3 ? 9_000 : 10, n),
    ]);
    const { parsed } = await read(tries.join("\n"), () => 65_536, SMALL);
    expect(parsed.outcome).toBe("failure");
    expect(parsed.failingLines[0]?.text).toBe("ZeroDivisionError: division by zero");
    expect(parsed.exceptions.map((exception) => exception.attempt)).toEqual([1, 2, 3]);
    expect(tries[(parsed.outcomeReason.line ?? 0) - 1]).toContain("Marking task as FAILED");
  });

  it("does not join a traceback across a gap", async () => {
    const lines = [
      ...noise(9_000),
      ...TRACE.slice(0, 3),
      ...noise(100),
      ...noise(9_000),
      "KeyError: 'other'",
      ...noise(9_000),
    ];
    lines.splice(9_003, 100, ...Array.from({ length: 100 }, () => "    deep"));
    const { parsed } = await read(lines.join("\n"), () => 65_536, SMALL);
    expect(parsed.exceptions.every((exception) => exception.endLine - exception.startLine < 200)).toBe(true);
  });
});
