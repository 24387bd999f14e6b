import { describe, expect, it } from "vitest";
import { lineMarks } from "@/components/logs/line-marks";
import { failingLine, logException, logFacts } from "@/lib/evidence/testing/facts";

const facts = logFacts({
  failingLines: [failingLine(93, "KeyError"), failingLine(41, "x")],
  window: { startLine: 70, endLine: 99 },
  exceptions: [logException(93), logException(97, { type: "RuntimeError", isRoot: false })],
  lineCount: 100,
  logKind: "airflow",
  origin: "api",
});

describe("lineMarks", () => {
  it("keeps the strongest mark of a line and says everything about it", () => {
    const marks = lineMarks(facts);
    expect(marks.get(93)).toEqual({
      kind: "failing",
      label: "the failing line; KeyError, the root of the chain",
    });
    expect(marks.get(97)?.kind).toBe("chain");
    expect(marks.get(41)?.label).toBe("candidate 2 for the failing line");
  });

  it("marks nothing where nothing was found", () => {
    expect(lineMarks(null).size).toBe(0);
  });

  it("marks no line of a run that succeeded", () => {
    expect(lineMarks({ ...facts, outcome: "no_failure" }).size).toBe(0);
  });
});
