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
  it("keeps the strongest mark of a line and joins the labels", () => {
    const marks = lineMarks(facts);
    expect(marks.get(93)).toEqual({
      kind: "failing",
      label: "failing line; KeyError, root cause",
    });
    expect(marks.get(97)?.kind).toBe("chain");
    expect(marks.get(41)?.label).toBe("also considered (2)");
  });

  it("marks nothing without facts", () => {
    expect(lineMarks(null).size).toBe(0);
  });

  it("marks nothing in a successful run", () => {
    expect(lineMarks({ ...facts, outcome: "no_failure" }).size).toBe(0);
  });
});
