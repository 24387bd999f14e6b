import { describe, expect, it } from "vitest";
import { seededRandom } from "@/evals/seeded-random";
import { spliceLog, type LabeledLog } from "@/evals/splice-logs";

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_none, at) => `${name} ${at + 1}`);

const log: LabeledLog = {
  lines: ["$ test", "one", "broken chain", "two", 'The command "test" exited with 1.', "bye"],
  start: 3,
  end: 3,
  commandLine: 1,
  endLine: 5,
};
const donor: LabeledLog = {
  lines: [...numbered("head", 100), "$ build", ...numbered("wheel", 300), "flat tyre", "travis_fold:end:x"],
  start: 402,
  end: 402,
  commandLine: 101,
  endLine: null,
};

describe("spliceLog", () => {
  const spliced = Array.from({ length: 40 }, (_none, seed) => spliceLog(log, donor, seededRandom(seed + 1)));

  it("moves the label and the report of the end along", () => {
    for (const { lines, start, end, endLine } of spliced) {
      expect(lines.slice(start - 1, end)).toEqual(["broken chain"]);
      expect(lines[(endLine ?? 0) - 1]).toBe('The command "test" exited with 1.');
    }
  });

  it("inserts output of the donor inside the failing command, before and after the failure, but not its failure", () => {
    for (const { lines, endLine } of spliced) {
      expect(lines[0]).toBe("$ test");
      expect(lines.slice(endLine ?? 0)).toEqual(["bye"]);
      expect(lines).not.toContain("flat tyre");
    }
    expect(spliced.some(({ start }) => start > 60)).toBe(true);
    expect(spliced.some(({ start, endLine }) => (endLine ?? 0) - start > 60)).toBe(true);
  });

  it("is deterministic", () => {
    expect(spliceLog(log, donor, seededRandom(3))).toEqual(spliced[2]);
  });
});
