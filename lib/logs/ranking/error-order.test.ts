import { describe, expect, it } from "vitest";
import { orderPoints } from "@/lib/logs/ranking/error-order";
import { parseLog } from "@/lib/logs/parse-log";

const pointsOf = (...errors: { text?: string; score?: number; isLoud?: boolean; isHandled?: boolean }[]) => [
  ...orderPoints(
    errors.map((error, at) => ({
      text: `failure ${at}`,
      score: 60,
      isLoud: false,
      isHandled: false,
      ...error,
      line: at + 1,
      record: at,
    })),
  ).values(),
];

describe("orderPoints", () => {
  it("prefers the first of several errors", () => {
    const [first = 0, second = 0, third = 0] = pointsOf({}, {}, {});
    expect(first).toBeGreaterThan(second);
    expect(second).toBeGreaterThan(third);
  });

  it("prefers an error that names what a later one is about", () => {
    const [named = 0] = pointsOf(
      { text: "cannot read /in/crates.csv" },
      { text: "step /in/crates.csv failed" },
    );
    const [other = 0] = pointsOf({ text: "cannot read /in/crates.csv" }, { text: "step 2 failed" });
    expect(named - other).toBeCloseTo(5);
  });

  it("gives a single error nothing for its order", () => {
    expect(pointsOf({})).toEqual([0]);
  });

  it("does not prefer an error that the program coped with", () => {
    const [handled = 0] = pointsOf({ isHandled: true }, {});
    expect(handled).toBe(0);
  });

  it("ignores weak errors around", () => {
    expect(pointsOf({}, { score: 20 })[0]).toBe(0);
  });

  it("compares only the best errors of a log that is full of them", () => {
    expect(pointsOf(...Array.from({ length: 500 }, () => ({})))).toHaveLength(30);
  });
});

it("ranks the first of two errors of about the same weight higher, unless it is much weaker", () => {
  const log = (first: string) =>
    ["INFO start", `ERROR ${first}`, "INFO next", "ERROR load: no such column: weight"].join("\n");
  expect(parseLog(log("read: no such file: /in/crates.csv")).failingLines[0]?.line).toBe(2);
  expect(parseLog(log("slow")).failingLines[0]?.line).toBe(4);
});
