import { describe, expect, it } from "vitest";
import { foldLog, spansOf, type LogRow } from "@/components/logs/fold-log";
import { failingLine, logException, logFacts } from "@/lib/evidence/testing/facts";

const log = (lines: readonly string[], first = 1) => ({ lines, first });
const words = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.kind === "line" ? row.line : `${row.startLine}-${row.endLine}: ${row.label}`));
const NONE: ReadonlySet<number> = new Set();
const plain = Array.from(
  { length: 200 },
  (_, i) => `step ${String.fromCharCode(97 + (i % 26))}${"x".repeat(i % 7)}`,
);

describe("foldLog", () => {
  it("does not fold a short log", () => {
    const rows = foldLog({ log: log(plain.slice(0, 40)), spans: [], opened: NONE, showsAll: false });
    expect(rows).toHaveLength(40);
  });

  it("shows the spans with two lines of context, numbered as in the original", () => {
    const rows = foldLog({
      log: log(plain, 101),
      spans: [{ startLine: 150, endLine: 151 }],
      opened: NONE,
      showsAll: false,
    });
    expect(words(rows)).toEqual([
      "101-147: 47 lines above",
      148,
      149,
      150,
      151,
      152,
      153,
      "154-300: 147 lines below",
    ]);
  });

  it("folds between spans, unless the gap is small", () => {
    const spans = [
      { startLine: 50, endLine: 50 },
      { startLine: 58, endLine: 58 },
      { startLine: 100, endLine: 100 },
    ];
    const rows = words(foldLog({ log: log(plain), spans, opened: NONE, showsAll: false }));
    expect(rows.filter((row) => typeof row === "string")).toEqual([
      "1-47: 47 lines above",
      "61-97: 37 lines between",
      "103-200: 98 lines below",
    ]);
  });

  it("opens only the requested fold", () => {
    const rows = foldLog({
      log: log(plain),
      spans: [{ startLine: 100, endLine: 100 }],
      opened: new Set([103]),
      showsAll: false,
    });
    expect(rows[0]).toMatchObject({ kind: "fold", endLine: 97 });
    expect(rows.at(-1)).toEqual({ kind: "line", line: 200 });
  });

  it("shows every line on request", () => {
    const rows = foldLog({ log: log(plain), spans: [], opened: NONE, showsAll: true });
    expect(rows).toHaveLength(200);
  });

  it("folds library frames inside the window but never a cited line", () => {
    const frames = [3, 4, 5].flatMap((n) => [
      `  File "/usr/lib/python3/site-packages/pandas/core/${n}.py", line ${n}, in f`,
      `    call(${n})`,
    ]);
    const lines = [
      ...plain.slice(0, 60),
      "Traceback",
      '  File "/dags/x.py", line 1, in go',
      "    go()",
      ...frames,
      "KeyError: 1",
    ];
    const spans = [
      { startLine: 61, endLine: 70 },
      { startLine: 70, endLine: 70 },
    ];
    expect(words(foldLog({ log: log(lines), spans, opened: NONE, showsAll: false }))).toEqual([
      "1-58: 58 lines above",
      59,
      60,
      61,
      62,
      63,
      "64-69: 6 lines of library code",
      70,
    ]);
    const cited = [...spans, { startLine: 66, endLine: 66 }];
    const rows = words(foldLog({ log: log(lines), spans: cited, opened: NONE, showsAll: false }));
    expect(rows).toContain(66);
  });

  it("joins adjacent folds", () => {
    const lines = [...Array.from({ length: 100 }, (_, i) => `wrote ${i} rows`), "KeyError: 1"];
    const spans = [
      { startLine: 90, endLine: 101 },
      { startLine: 101, endLine: 101 },
    ];
    expect(words(foldLog({ log: log(lines), spans, opened: NONE, showsAll: false }))).toEqual([
      "1-100: 100 lines above",
      101,
    ]);
    const opened = foldLog({ log: log(lines), spans, opened: new Set([1]), showsAll: false });
    expect(opened).toHaveLength(101);
  });

  it("folds repeated lines after the first", () => {
    const lines = [
      ...plain.slice(0, 60),
      ...Array.from({ length: 20 }, (_, i) => `retry ${i} in 5 s`),
      "failed",
    ];
    const rows = words(
      foldLog({ log: log(lines), spans: [{ startLine: 58, endLine: 81 }], opened: NONE, showsAll: false }),
    );
    expect(rows).toContain("62-80: 19 more of the same");
    expect(rows).toContain(61);
    expect(rows).toContain(81);
  });
});

describe("spansOf", () => {
  const facts = logFacts({
    failingLines: [failingLine(93, "KeyError: 'a'")],
    window: { startLine: 90, endLine: 94 },
    exceptions: [logException(60)],
    lineCount: 200,
    logKind: "airflow",
    origin: "api",
  });

  it("covers the window, the failing line, the exception chain, the citation and the jump target", () => {
    expect(spansOf(log(plain), facts, { startLine: 10, endLine: 12 }, 150)).toEqual([
      { startLine: 90, endLine: 94 },
      { startLine: 93, endLine: 93 },
      { startLine: 60, endLine: 60 },
      { startLine: 10, endLine: 12 },
      { startLine: 150, endLine: 150 },
    ]);
  });

  it("returns the end of a successful run's log, whatever it mentions", () => {
    expect(spansOf(log(plain), { ...facts, outcome: "no_failure" }, null, null)).toEqual([
      { startLine: 160, endLine: 200 },
    ]);
  });
});
