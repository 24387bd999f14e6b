import { expect, it } from "vitest";
import { bulkSummary, refusalLines } from "@/components/incidents/bulk-words";

const changed = (number: number) => ({ number, refusal: null });

it("counts what was changed", () => {
  expect(bulkSummary("acknowledged", [changed(1)])).toBe("#1 acknowledged");
  expect(bulkSummary("acknowledged", [changed(1), changed(2)])).toBe("2 incidents acknowledged");
});

it("names what was not changed, and why", () => {
  const resolved = { number: 3, refusal: "The incident is resolved." };
  const merged = { number: 4, refusal: "#4 was merged into #1 and cannot be snoozed. Use #1 instead." };
  expect(bulkSummary("snoozed", [changed(1), resolved, merged, changed(2)])).toBe(
    [
      "2 incidents snoozed",
      "2 incidents could not be changed:",
      "#3: The incident is resolved.",
      "#4 was merged into #1 and cannot be snoozed. Use #1 instead.",
    ].join("\n"),
  );
  expect(bulkSummary("snoozed", [resolved])).toBe(
    "1 incident could not be changed:\n#3: The incident is resolved.",
  );
});

it("counts refusals beyond the first ten", () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ number: index + 1, message: "No." }));
  expect(refusalLines(many).split("\n")).toHaveLength(11);
  expect(refusalLines(many)).toMatch(/#10: No\.\nand 2 more$/);
});
