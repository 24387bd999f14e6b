import { expect, it } from "vitest";
import { parseLog } from "@/lib/logs/parse-log";
import { LOGGED_AS_ERROR, ONLY_WRAPS, specificity } from "@/lib/logs/ranking/specificity";

const reason = (text: string, points = 50) => [{ text, points }];

it("prefers a line that names what it is about", () => {
  expect(specificity('column "weight" is missing', reason("x"))).toBeGreaterThan(
    specificity("a column of it is missing", reason("x")),
  );
});

it.each([
  ["that something failed", reason("mentions an error")],
  ["that another exception is wrapped", reason(ONLY_WRAPS)],
  ["it at error level only", [...reason("x"), ...reason(LOGGED_AS_ERROR, 10)]],
  ["something far from the failure", [...reason("x"), ...reason("from an earlier attempt", -25)]],
])("counts less a line that says %s", (_name, reasons) => {
  const text =
    'the load of "crates" into the warehouse did not work, see the messages of the run for the whole story';
  expect(specificity(text, reasons)).toBeLessThan(specificity(text, reason("x")));
});

it("decides between lines of about the same score only", () => {
  const log = [
    "2026-03-04 05:06:07 ERROR load failed in step 3, rolling back the whole transaction of the nightly run",
    "2026-03-04 05:06:07 ERROR no matching table 'crates'",
  ].join("\n");
  expect(parseLog(log).failingLines[0]?.line).toBe(2);
});
