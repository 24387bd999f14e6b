import { describe, expect, it } from "vitest";
import { beyondCause, chainBeyond, distinct } from "@/components/diagnosis/say-once";

describe("beyondCause", () => {
  it.each([
    [
      "the same sentence is not said twice",
      "A lock timed out",
      "A lock timed out. Nothing else fits.",
      "Nothing else fits.",
    ],
    ["nothing but the cause leaves nothing", "A lock timed out", "A lock timed out.", ""],
    ["a cut cause ends in dots", "A list [1, 2…", "A list [1, 2…. No signature fits.", "No signature fits."],
    [
      "another sentence stays whole",
      "A lock",
      "A lock file was left behind.",
      "A lock file was left behind.",
    ],
    ["a word that only begins alike stays", "A lock", "A locked table", "A locked table"],
    ["no cause, everything stays", "", "Nothing was read.", "Nothing was read."],
  ])("%s", (_name, cause, explanation, expected) => {
    expect(beyondCause(cause, explanation)).toBe(expected);
  });
});

describe("chainBeyond", () => {
  it.each([
    ["the cause and that the task failed say nothing new", ["A lock", "task a of b failed"], 0],
    ["a link between is the chain", ["A lock", "the query waits", "task a of b failed"], 3],
    ["another beginning is worth telling", ["A rename", "task a of b failed"], 2],
    ["no chain", [], 0],
  ])("%s", (_name, chain, length) => {
    expect(chainBeyond("A lock", chain)).toHaveLength(length);
  });
});

it("keeps each reason once and in order", () => {
  expect(distinct(["b", "a", "b"])).toEqual(["b", "a"]);
});
