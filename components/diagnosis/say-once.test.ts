import { describe, expect, it } from "vitest";
import { beyondCause, chainBeyond, distinct } from "@/components/diagnosis/say-once";

describe("beyondCause", () => {
  it.each([
    [
      "drops the cause from the explanation",
      "A lock timed out",
      "A lock timed out. Nothing else fits.",
      "Nothing else fits.",
    ],
    ["returns nothing when the explanation is only the cause", "A lock timed out", "A lock timed out.", ""],
    [
      "recognizes a truncated cause",
      "A list [1, 2…",
      "A list [1, 2…. No signature fits.",
      "No signature fits.",
    ],
    ["keeps another sentence", "A lock", "A lock file was left behind.", "A lock file was left behind."],
    ["keeps a word with the same prefix", "A lock", "A locked table", "A locked table"],
    ["keeps everything when there is no cause", "", "Nothing was read.", "Nothing was read."],
  ])("%s", (_name, cause, explanation, expected) => {
    expect(beyondCause(cause, explanation)).toBe(expected);
  });
});

describe("chainBeyond", () => {
  it.each([
    ["drops a chain of only the cause and the failure", ["A lock", "task a of b failed"], 0],
    ["keeps a chain with a link in between", ["A lock", "the query waits", "task a of b failed"], 3],
    ["keeps a chain that starts elsewhere", ["A rename", "task a of b failed"], 2],
    ["keeps an empty chain", [], 0],
  ])("%s", (_name, chain, length) => {
    expect(chainBeyond("A lock", chain)).toHaveLength(length);
  });
});

it("removes duplicates and keeps the order", () => {
  expect(distinct(["b", "a", "b"])).toEqual(["b", "a"]);
});
