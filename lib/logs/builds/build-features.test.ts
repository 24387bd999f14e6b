import { describe, expect, it } from "vitest";
import { BUILD_FEATURES, buildFeatures, LINE_FEATURES } from "@/lib/logs/builds/build-features";
import { BUILD_LINE_WEIGHTS } from "@/lib/logs/builds/build-line-weights";
import { NOISY_LINE_WEIGHTS } from "@/lib/logs/builds/noisy-line-weights";
import { findBuildRegion } from "@/lib/logs/builds/build-region";
import { readRecords } from "@/lib/logs/records/read-records";

/** The feature names of each line, keyed by the line's text. */
function featuresOf(text: string): Map<string, string[]> {
  const { lines } = readRecords(text, "generic");
  const region = findBuildRegion(lines);
  const features = buildFeatures(lines, region);
  return new Map(
    features.map((own, at) => [
      lines[region.indexes[at] ?? 0]?.text ?? "",
      own.map((index) => BUILD_FEATURES[index] ?? ""),
    ]),
  );
}

const passed = (count: number) => Array.from({ length: count }, (_none, at) => `ride ${at} ... ok`);

describe("buildFeatures", () => {
  const log = [
    "$ setup",
    "spare tyre not found, using the old one",
    'The command "setup" exited with 0.',
    "$ test rides",
    "spare tyre not found, using the old one",
    ...passed(20),
    "climb Stelvio/north.road ... FAILED",
    "descend 21 ... ok",
    ...passed(20),
    "",
    "1 failed, see Stelvio/north.road",
    'The command "test rides" exited with 1.',
  ].join("\n");

  it.each([
    ["climb Stelvio/north.road ... FAILED", "failed-test"],
    ["climb Stelvio/north.road ... FAILED", "first-failed-test"],
    ["climb Stelvio/north.road ... FAILED", "begins-failed-test"],
    ["climb Stelvio/north.road ... FAILED", "failed-test-stands-out"],
    ["climb Stelvio/north.road ... FAILED", "named-at-end"],
    ["climb Stelvio/north.road ... FAILED", "before-last-pass"],
    ["climb Stelvio/north.road ... FAILED", "all-new-words"],
    ["spare tyre not found, using the old one", "seen-before-command"],
    ["ride 3 ... ok", "alike-20"],
    ["ride 3 ... ok", "starts-alike-40"],
    ["descend 21 ... ok", "failed-test-above-2"],
    ["1 failed, see Stelvio/north.road", "after-last-pass"],
    ["1 failed, see Stelvio/north.road", "after-blank"],
    ["1 failed, see Stelvio/north.road", "in-failing-command"],
  ])("marks `%s` as %s", (line, feature) => {
    expect(featuresOf(log).get(line)).toContain(feature);
  });

  it.each([
    ["ride 3 ... ok", "seen-before-command"],
    ["ride 3 ... ok", "named-at-end"],
    ["descend 21 ... ok", "begins-failed-test"],
    ["1 failed, see Stelvio/north.road", "named-at-end"],
  ])("does not mark `%s` as %s", (line, feature) => {
    expect(featuresOf(log).get(line)).not.toContain(feature);
  });

  it("marks the section under a heading and the paragraph", () => {
    const section = featuresOf("Failed tests:\n\n  Stelvio: expected 48 bends\n  road closed\n\nthe end");
    expect(section.get("  Stelvio: expected 48 bends")).toEqual(
      expect.arrayContaining(["below-heading-1", "assertion-under-heading", "paragraph-of-2"]),
    );
    expect(section.get("  road closed")).toEqual(expect.arrayContaining(["below-heading-3"]));
  });

  it.each([
    ["a test passes", ["ERROR: lost the pump", "ok 2 - rides on"], "strong-before-pass"],
    ["the command ends", ["ERROR: lost the pump", "make: *** [ride] Error 1", "ok 2"], "strong-before-exit"],
    ["neither", ["ERROR: lost the pump", "rain", "snow"], "strong-before-neither"],
    [
      "passes around it",
      ["ok 1 - sets off", "ERROR: lost the pump", "ok 2 - rides on"],
      "strong-among-passes",
    ],
  ])("marks an error by what follows: %s", (_title, lines, feature) => {
    expect(featuresOf(lines.join("\n")).get("ERROR: lost the pump")).toContain(feature);
  });

  it.each([
    ["src/wheel.c:12:3: spoke is loose", "diagnostic"],
    ["[ERROR] src/Wheel.java:[3,1]", "compiler-error"],
    ["src/wheel.pas(6,8) Error: rim unknown", "diagnostic"],
    ["rake aborted!", "died"],
    ["npm error code E404", "died"],
    ["npm ERR! 404 no such tyre", "compiler-error"],
    ["npm ERR! code ELIFECYCLE", "exit-report"],
    ["make: *** [all] Error 2  Stop.", "exit-report"],
    ["No output has been received in the last 10m0s", "stopped"],
    ["Tests run: 3, Failures: 0, Errors: 0", "pass-mark"],
  ])("reads `%s` as %s", (line, feature) => {
    expect(featuresOf(line).get(line)).toContain(feature);
  });

  it("takes a missing make target for a cause", () => {
    const line = "make: *** No rule to make target 'tyre', needed by 'wheel'.  Stop.";
    expect(featuresOf(line).get(line)).not.toContain("exit-report");
  });

  it("has unique feature names and weights for known features only", () => {
    expect(new Set(BUILD_FEATURES).size).toBe(BUILD_FEATURES.length);
    const weighed = [...Object.keys(BUILD_LINE_WEIGHTS), ...Object.keys(NOISY_LINE_WEIGHTS)];
    expect(weighed.filter((name) => !LINE_FEATURES.includes(name))).toEqual([]);
  });

  it("counts features once more in a log with many places that look like failures", () => {
    const place = (at: number) => [`ERROR: lost pump ${at}`, ...passed(10)];
    const logOf = (places: number) => [
      "$ ride",
      ...Array.from({ length: places }, (_n, at) => place(at)).flat(),
    ];
    expect(featuresOf(logOf(6).join("\n")).get("ERROR: lost pump 3")).toContain("noisy compiler-error");
    expect(featuresOf(logOf(3).join("\n")).get("ERROR: lost pump 2")).not.toContain("noisy compiler-error");
  });
});
