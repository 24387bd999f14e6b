import { describe, expect, it } from "vitest";
import { findLines, logText, markFound } from "@/components/logs/log-text";

describe("logText", () => {
  it("numbers from where the excerpt starts and drops the final break", () => {
    expect(logText("a\nb\n", 93)).toEqual({ lines: ["a", "b"], first: 93 });
    expect(logText("", null)).toEqual({ lines: [""], first: 1 });
  });

  it("shows no terminal codes and of a progress bar its end", () => {
    expect(logText("\u001B[31mERROR\u001B[0m x\n10%\r50%\r100%", null).lines).toEqual(["ERROR x", "100%"]);
  });

  it("leaves markup as the text it is", () => {
    expect(logText("<script>alert(1)</script>", null).lines).toEqual(["<script>alert(1)</script>"]);
  });
});

describe("findLines", () => {
  it("answers line numbers whatever the case", () => {
    expect(findLines({ lines: ["ok", "KeyError", "keyerror again"], first: 10 }, " keyERROR ")).toEqual([
      11, 12,
    ]);
    expect(findLines({ lines: ["ok"], first: 1 }, "  ")).toEqual([]);
  });
});

describe("markFound", () => {
  it.each([
    ["abcabc", "bc", ["a", "[bc]", "a", "[bc]"]],
    ["abc", "x", ["abc"]],
    ["ABC", "abc", ["[ABC]"]],
    ["", "x", [""]],
  ])("%s with %s", (line, wanted, expected) => {
    expect(markFound(line, wanted).map((part) => (part.isFound ? `[${part.text}]` : part.text))).toEqual(
      expected,
    );
  });
});
