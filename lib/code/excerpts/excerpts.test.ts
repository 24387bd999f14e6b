import { describe, expect, it } from "vitest";
import { chooseExcerpts } from "@/lib/code/excerpts/choose-excerpts";
import { enclosingBlock } from "@/lib/code/excerpts/enclosing-block";
import { matchesCode } from "@/lib/code/excerpts/matches-code";
import { statementSpan } from "@/lib/code/excerpts/statement-span";
import { tracebackAnchor } from "@/lib/code/excerpts/traceback-anchor";
import { readText } from "@/lib/logs/findings/read-text";

const CODE = `import csv

SQL = """
SELECT (
"""


class Loader:
    def load(self, path):
        query = """
select *
from t where note = 'it''s ('
"""
        # a comment (
        rows = csv.DictReader(
            open(path),
            delimiter=";",
        )
        for row in rows:
            yield row["member_no"]  # the key (

    async def save(self, row):
        total = 1 + \\
            row["x"]
        return total


def main():
    list(Loader().load("a.csv"))
`.split("\n");
const at = (text: string) => CODE.findIndex((line) => line.includes(text)) + 1;

describe("statementSpan", () => {
  it.each([
    ["delimiter", "rows = csv", 4],
    ["rows = csv", "rows = csv", 4],
    ["SELECT (", 'SQL = """', 3],
    ["yield row", "yield row", 1],
    ['row["x"]', "total = 1", 2],
  ])("finds the statement around %s", (inside, start, length) => {
    const startLine = at(start);
    expect(statementSpan(CODE, at(inside))).toEqual({ startLine, endLine: startLine + length - 1 });
  });

  it("ends with the file if brackets stay open, and is one line beyond the end", () => {
    expect(statementSpan(["a = (", "b", "c"], 2)).toEqual({ startLine: 1, endLine: 3 });
    expect(statementSpan(["a"], 9)).toEqual({ startLine: 9, endLine: 9 });
  });
});

describe("enclosingBlock", () => {
  it.each([
    ["yield row", "load"],
    ["from t where", "load"],
    ["return total", "save"],
    ["list(Loader", "main"],
    ["def load", "load"],
  ])("names the function of %s", (text, name) => expect(enclosingBlock(CODE, at(text))?.name).toBe(name));

  it("is null at module level", () => expect(enclosingBlock(CODE, at("import csv"))).toBeNull());
});

describe("matchesCode", () => {
  const frame = (text: string, part: { function?: string | null; source?: string | null } = {}) => ({
    line: at(text),
    function: null,
    source: null,
    ...part,
  });

  it.each([
    ["the function of the frame", frame("yield row", { function: "load" }), true],
    ["a qualified function", frame("yield row", { function: "Loader.load" }), true],
    ["another function", frame("yield row", { function: "save" }), false],
    [
      "the source in the traceback",
      frame("yield row", { function: "x", source: 'yield row["member_no"]  # the key (' }),
      true,
    ],
    ["another source", frame("yield row", { function: "load", source: 'row["other"]' }), false],
    ["module level", frame("import csv", { function: "<module>" }), true],
    ["a line beyond the end", { line: 999, function: "load", source: null }, false],
    ["a blank line", { line: 2, function: "<module>", source: null }, false],
  ])("compares %s", (_name, wanted, expected) => expect(matchesCode(CODE, wanted, true)).toBe(expected));
});

describe("chooseExcerpts", () => {
  it("shows the lines around, the whole statement and the function's head", () => {
    const line = at("yield row");
    expect(chooseExcerpts(CODE, [line], true)).toEqual([
      { startLine: at("def load"), endLine: line + 4, wanted: [line] },
    ]);
  });

  it("shows the start of a function's body for its first line", () => {
    const line = at("def load");
    expect(chooseExcerpts(CODE, [line], true)).toEqual([
      { startLine: 1, endLine: at("yield row") + 1, wanted: [line] },
    ]);
    const long = ["def f():", ...Array.from({ length: 40 }, () => "    g()")];
    expect(chooseExcerpts(long, [1], true)).toEqual([{ startLine: 1, endLine: 17, wanted: [1] }]);
  });

  it("joins overlapping parts, leads with the first wanted line and skips lines that do not exist", () => {
    const lines = Array.from({ length: 200 }, (_, i) => `x${i} = 1`);
    expect(chooseExcerpts(lines, [100, 20, 14, 999, 0, 100], true)).toEqual([
      { startLine: 92, endLine: 104, wanted: [100] },
      { startLine: 6, endLine: 24, wanted: [20, 14] },
    ]);
    expect(chooseExcerpts(lines, [1, 200], false)).toEqual([
      { startLine: 1, endLine: 5, wanted: [1] },
      { startLine: 192, endLine: 200, wanted: [200] },
    ]);
    expect(chooseExcerpts([], [1], true)).toEqual([]);
  });

  it("does not show a long statement in full", () => {
    const lines = ["x = [", ...Array.from({ length: 200 }, (_, i) => `  ${i},`), "]"];
    expect(chooseExcerpts(lines, [100], true)).toEqual([{ startLine: 92, endLine: 104, wanted: [100] }]);
  });
});

describe("tracebackAnchor", () => {
  const anchor = (lines: string[]) => {
    const read = readText(["Traceback (most recent call last):", ...lines, "KeyError: 'a'"].join("\n"));
    const frame = read.findings.exceptions[0]?.frames.at(-1);
    return frame ? tracebackAnchor(read, frame) : null;
  };

  it.each([
    [
      "underlined",
      ['  File "/d/a.py", line 3, in load', '    total += row["a"]', "             ~~~^^^^^"],
      { start: 9, end: 17 },
    ],
    ["not underlined", ['  File "/d/a.py", line 3, in load', '    total += row["a"]'], null],
  ])("reads a line that is %s", (_name, lines, expected) => expect(anchor(lines)).toEqual(expected));
});
