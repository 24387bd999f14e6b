import { describe, expect, it } from "vitest";
import { numberCitations } from "@/components/diagnosis/number-citations";

const cite = (evidenceId: string, startLine: number) => ({
  evidenceId,
  startLine,
  endLine: startLine,
  quote: "q",
});

describe("numberCitations", () => {
  it("numbers in reading order, reuses the number of a repeated citation, and lists it once per claim", () => {
    const { claims, ruledOut } = numberCitations({
      claims: [
        { text: "a", citations: [cite("log", 93), cite("log", 93)] },
        { text: "b", citations: [cite("commit", 1), cite("log", 93)] },
      ],
      ruledOut: [{ text: "c", citations: [cite("history", 2)] }],
    });
    expect(claims.map((claim) => claim.citations.map((citation) => citation.number))).toEqual([[1], [2, 1]]);
    expect(ruledOut[0]?.citations[0]?.number).toBe(3);
  });

  it("merges claims with the same text", () => {
    const claim = (line: number) => ({ text: "same", citations: [cite("log", line)] });
    const { claims } = numberCitations({ claims: [claim(1), claim(2)], ruledOut: [] });
    expect(claims.map(({ text, citations }) => [text, citations.map(({ number }) => number)])).toEqual([
      ["same", [1, 2]],
    ]);
  });
});
