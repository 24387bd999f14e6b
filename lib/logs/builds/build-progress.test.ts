import { describe, expect, it } from "vitest";
import { BUILD_FEATURES, buildFeatures } from "@/lib/logs/builds/build-features";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { readRecords } from "@/lib/logs/records/read-records";

/** The feature names of each line, keyed by the line's text. */
function featuresOf(lines: readonly string[]): Map<string, string[]> {
  const log = readRecords(lines.join("\n"), "generic");
  const region = findBuildRegion(log.lines);
  const names = buildFeatures(log.lines, region).map((own) =>
    own.map((index) => BUILD_FEATURES[index] ?? ""),
  );
  return new Map(names.map((own, at) => [log.lines[region.indexes[at] ?? 0]?.text ?? "", own]));
}

const ERROR = "ERROR: lost the pump";
const rides = (count: number) => Array.from({ length: count }, (_none, at) => `riding along road ${at}`);

describe("progressFeatures", () => {
  it.each([
    ["a tolerated error", ["$ ride", ERROR, "no pump, using the old tyre instead, skipping"], "strong-tolerated-below"],
    ["an error that says so itself", ["$ ride", "ERROR: lost the pump (ignored)"], "strong-tolerated"],
    ["the error above a good verdict", ["$ ride", ERROR, ...rides(30), "3 rides, 0 failures"], "strong-before-pass-verdict-25"],
    ["the error above a bad verdict", ["$ ride", ERROR, "", "1 test failed"], "strong-before-fail-verdict-1"],
    ["the error without a verdict", ["$ ride", ERROR, ...rides(3)], "strong-before-no-verdict"],
    ["what a test printed that passes", ["not ok 1 - a", "ok 2 - sets off", ERROR, "ok 3 - rides on"], "strong-above-pass-mark"],
    ["what belongs to a failed test", ["ok 1 - sets off", "not ok 2 - rides", ERROR], "strong-below-fail-mark"],
    ["an error among an application's log lines", ["$ ride", "10:01 INFO riding", ERROR, "10:02 INFO arrived"], "strong-logged-below"],
    ["the last line of the command", ["$ ride", ...rides(40), ERROR], "strong-from-end-0"],
    ["the first line of the command", ["$ ride", ERROR, ...rides(40)], "strong-from-start-0"],
    ["the last step of a script", ["$ ride", "./pack --all", "./climb --all", ERROR], "strong-in-last-step"],
    ["a step that may fail", ["$ ride", "./pack --all || true", ERROR, "./climb --all"], "strong-step-may-fail"],
  ])("marks %s", (_title, lines, feature) => {
    const marked = [...featuresOf(lines)].find(([text]) => text.startsWith(ERROR))?.[1];
    expect(marked).toContain(feature);
  }); // prettier-ignore

  it.each([
    ["a step before the last", ["$ ride", "./pack --all", ERROR, "./climb --all"], "in-last-step"],
    ["a step after one that may fail", ["$ ride", "./pack || true", "./climb --all", ERROR], "step-may-fail"],
    [
      "an error with a bad verdict first",
      ["$ ride", ERROR, "1 failure", "0 failures"],
      "before-pass-verdict-1",
    ],
    ["a message", ["$ ride", ERROR], "bare-verdict"],
  ])("does not mark %s", (_title, lines, feature) => {
    expect(featuresOf(lines).get(ERROR)).not.toContain(feature);
  });

  it("marks lines that say only that something failed", () => {
    expect(featuresOf(["$ ride", "** TEST FAILED **"]).get("** TEST FAILED **")).toContain("bare-verdict");
  });
});
