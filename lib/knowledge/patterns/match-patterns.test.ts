import { describe, expect, it } from "vitest";
import {
  matchPatterns,
  type MatchablePattern,
  type MatchedFailure,
} from "@/lib/knowledge/patterns/match-patterns";
import { SlotNames, templateKey, toTemplate } from "@/lib/knowledge/patterns/template";

const template = toTemplate("KeyError 'customer_id'", new SlotNames());
const pattern: MatchablePattern = {
  state: "active",
  category: "schema_change",
  fingerprints: ["f1"],
  templateKeys: [templateKey(template)],
  signatures: ["python/key-error"],
  categories: ["code_bug"],
  places: ["task t1"],
  template,
};
const failure: MatchedFailure = {
  fingerprint: "f2",
  hasErrorText: true,
  signature: null,
  category: null,
  line: "KeyError 'email'",
  places: ["task t2"],
};
const rung = (part: Partial<MatchedFailure>, other: Partial<MatchablePattern> = {}) =>
  matchPatterns({ ...failure, ...part }, [{ ...pattern, ...other }])[0]?.rung ?? null;

describe("matchPatterns", () => {
  it.each<[string, Partial<MatchedFailure>, string | null]>([
    ["the same fingerprint", { fingerprint: "f1" }, "fingerprint"],
    ["a fingerprint that says nothing", { fingerprint: "f1", hasErrorText: false, line: null }, null],
    ["the same line, category and place", { category: "schema_change", places: ["task t1"] }, "template"],
    ["the category that the engine gave then", { category: "code_bug", places: ["task t1"] }, "template"],
    ["another category", { category: "network_timeout", places: ["task t1"] }, null],
    ["another place", { category: "schema_change" }, null],
    ["the same signature and a similar line", { signature: "python/key-error" }, "signature"],
    [
      "the same signature and another line",
      { signature: "python/key-error", line: "disk full on /data" },
      null,
    ],
  ])("%s", (_name, part, expected) => {
    expect(rung(part)).toBe(expected);
  });

  it("ignores patterns that are switched off", () => {
    expect(rung({ fingerprint: "f1" }, { state: "off" })).toBeNull();
  });

  it("puts the closest first", () => {
    const near = { ...pattern, fingerprints: ["f2"] };
    const found = matchPatterns({ ...failure, signature: "python/key-error" }, [pattern, near]);
    expect(found.map((match) => match.rung)).toEqual(["fingerprint", "signature"]);
  });
});
