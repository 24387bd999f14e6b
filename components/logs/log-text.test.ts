import { describe, expect, it } from "vitest";
import { findLines, logText, splitMatches } from "@/components/logs/log-text";

describe("logText", () => {
  it("numbers lines from the excerpt's start and drops the final newline", () => {
    expect(logText("a\nb\n", 93)).toEqual({ lines: ["a", "b"], first: 93 });
    expect(logText("", null)).toEqual({ lines: [""], first: 1 });
  });

  it("strips ANSI codes and keeps a progress bar's last state", () => {
    expect(logText("\u001B[31mERROR\u001B[0m x\n10%\r50%\r100%", null).lines).toEqual(["ERROR x", "100%"]);
  });

  it("caps combining marks, also those that ANSI codes kept apart", () => {
    const marks = `${"\u0301".repeat(5)}${"\u001B[0m".repeat(20)}`;
    expect(logText(`e${marks.repeat(34_000)}\nok`, null).lines).toEqual([
      `e${"\u0301".repeat(8)}[+169,992 marks]`,
      "ok",
    ]);
  });

  it("keeps markup as text", () => {
    expect(logText("<script>alert(1)</script>", null).lines).toEqual(["<script>alert(1)</script>"]);
  });
});

describe("findLines", () => {
  it("returns line numbers, ignoring case", () => {
    expect(findLines({ lines: ["ok", "KeyError", "keyerror again"], first: 10 }, " keyERROR ")).toEqual([
      11, 12,
    ]);
    expect(findLines({ lines: ["ok"], first: 1 }, "  ")).toEqual([]);
  });
});

describe("splitMatches", () => {
  it.each([
    ["abcabc", "bc", ["a", "[bc]", "a", "[bc]"]],
    ["abc", "x", ["abc"]],
    ["ABC", "abc", ["[ABC]"]],
    ["", "x", [""]],
  ])("%s with %s", (line, query, expected) => {
    expect(splitMatches(line, query).map((part) => (part.isMatch ? `[${part.text}]` : part.text))).toEqual(
      expected,
    );
  });
});
