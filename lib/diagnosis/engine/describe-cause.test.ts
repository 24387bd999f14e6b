import { describe, expect, it } from "vitest";
import { usualTransience } from "@/lib/diagnosis/engine/describe-cause";

describe("the usual transience of a cause", () => {
  it.each([
    ["network_timeout", null, "transient"],
    ["unknown", null, "unknown"],
    ["unknown", 0.05, "unknown"],
    ["unknown", 0.15, "intermittent"],
    // A retry does not repair code, however often it has helped before.
    ["code_bug", 0.9, "permanent"],
  ] as const)("%s with flake score %s is %s", (category, flakeScore, expected) => {
    expect(usualTransience(category, flakeScore)).toBe(expected);
  });
});
