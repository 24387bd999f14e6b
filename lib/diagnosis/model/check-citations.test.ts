import { describe, expect, it } from "vitest";
import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import { hashCitations } from "@/lib/diagnosis/ground-claims";
import { sha256 } from "@/lib/platform/crypto";

const evidence = [
  {
    id: "log",
    text: "starting\nERROR  something\tbroke\nTraceback\n  File x\nValueError: bad\nERROR something broke",
    startLine: null,
  },
  { id: "part", text: "first\nsecond line\nthird", startLine: 101 },
];

const claim = (citation: { evidenceId: string; startLine: number; endLine: number; quote: string }) => [
  { text: "a claim", citations: [citation] },
];

describe("checkCitations", () => {
  it.each([
    [
      "the quote at its line",
      "log",
      5,
      "ValueError: bad",
      { startLine: 5, endLine: 5, quote: "ValueError: bad" },
    ],
    ["a part of a line", "log", 5, "Error: b", { startLine: 5, endLine: 5, quote: "Error: b" }],
    [
      "a quote at a wrong line, correcting the line",
      "log",
      1,
      "ValueError: bad",
      { startLine: 5, endLine: 5, quote: "ValueError: bad" },
    ],
    [
      "a quote with different whitespace, using the evidence's text",
      "log",
      2,
      "ERROR something broke",
      { startLine: 2, endLine: 2, quote: "ERROR  something\tbroke" },
    ],
    [
      "the nearest of two occurrences",
      "log",
      6,
      "something broke",
      { startLine: 6, endLine: 6, quote: "something broke" },
    ],
    [
      "a multi-line quote",
      "log",
      3,
      "Traceback\nFile x",
      { startLine: 3, endLine: 4, quote: "Traceback\n  File x" },
    ],
    [
      "a quote in an excerpt",
      "part",
      102,
      "second line",
      { startLine: 102, endLine: 102, quote: "second line" },
    ],
    [
      "a quote at a wrong line of an excerpt",
      "part",
      2,
      "third",
      { startLine: 103, endLine: 103, quote: "third" },
    ],
  ])("keeps %s", (_, evidenceId, line, quote, expected) => {
    const { kept, dropped } = checkCitations(
      claim({ evidenceId, startLine: line, endLine: line, quote }),
      evidence,
    );
    expect(dropped).toEqual([]);
    expect(kept[0]?.citations).toEqual([{ evidenceId, ...expected }]);
  });

  it.each([
    ["a quote that does not occur", "log", "ValueError: good", "the quote does not occur"],
    ["a quote in different case", "log", "valueerror: bad", "the quote does not occur"],
    ["unknown evidence", "nothing", "ValueError: bad", "there is no evidence"],
    ["a quote from another piece", "part", "ValueError: bad", "the quote does not occur"],
    ["a blank quote", "log", " \n ", "the quote does not occur"],
    ["a quote joined from separate lines", "log", "starting Traceback", "the quote does not occur"],
  ])("drops %s", (_, evidenceId, quote, reason) => {
    const { kept, dropped } = checkCitations(
      claim({ evidenceId, startLine: 1, endLine: 1, quote }),
      evidence,
    );
    expect(kept).toEqual([]);
    expect(dropped[0]?.reason).toContain(reason);
  });

  it.each([
    ["that was not collected", { status: "denied" as const, text: "ValueError: bad" }, "was not collected"],
    ["that is empty", { status: "ok" as const, text: " \n" }, "is empty"],
    ["whose collector found nothing", { status: "empty" as const, text: "nothing found" }, "is empty"],
  ])("drops citations of evidence %s", (_, piece, reason) => {
    const citation = { evidenceId: "x", startLine: 1, endLine: 1, quote: piece.text };
    const { kept, dropped } = checkCitations(claim(citation), [{ id: "x", startLine: null, ...piece }]);
    expect(kept).toEqual([]);
    expect(dropped[0]?.reason).toContain(reason);
  });

  it("drops a quote that is too short to prove anything", () => {
    const citation = { evidenceId: "log", startLine: 1, endLine: 1, quote: "bad" };
    expect(checkCitations(claim(citation), evidence).kept).toEqual([]);
  });

  it("drops a citation of a text that has changed since", () => {
    const citation = { evidenceId: "log", startLine: 5, endLine: 5, quote: "ValueError: bad" };
    const [hashed] = hashCitations(claim(citation), evidence);
    const good = { ...citation, sha256: sha256(evidence[0]?.text ?? "") };
    expect(hashed?.citations).toEqual([good]);
    const check = (cited: typeof good) => checkCitations([{ text: "a claim", citations: [cited] }], evidence);
    expect(check(good).kept).toHaveLength(1);
    expect(check({ ...good, sha256: sha256("another text") }).dropped[0]?.reason).toContain("has changed");
  });

  it("drops a claim without citations", () => {
    expect(checkCitations([{ text: "just so", citations: [] }], evidence).kept).toEqual([]);
  });

  it("keeps a claim's valid citations and drops invalid ones", () => {
    const mixed = {
      text: "two",
      citations: [
        { evidenceId: "log", startLine: 1, endLine: 1, quote: "starting" },
        { evidenceId: "log", startLine: 1, endLine: 1, quote: "invented" },
      ],
    };
    expect(checkCitations([mixed], evidence).kept[0]?.citations).toHaveLength(1);
  });

  it("stays fast for a large piece in which the quote occurs everywhere", () => {
    const large = [{ id: "log", text: "error error error\n".repeat(50_000), startLine: null }];
    const started = performance.now();
    const { kept } = checkCitations(
      claim({ evidenceId: "log", startLine: 25_000, endLine: 25_000, quote: "error" }),
      large,
    );
    expect(kept[0]?.citations[0]?.startLine).toBe(25_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
