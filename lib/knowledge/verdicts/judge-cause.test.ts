import { expect, it } from "vitest";
import { judgeCause, type GivenVerdict, type WorkedFix } from "@/lib/knowledge/verdicts/judge-cause";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 12, minute));
const said = { diagnosisId: "d", saidCategory: "code_bug", saidCause: "a bug" };
const verdict = (word: string, minute: number, part: Partial<GivenVerdict> = {}): GivenVerdict => ({
  ...said,
  verdict: word,
  category: null,
  cause: null,
  actorName: "Ada",
  createdAt: at(minute),
  ...part,
});
const given = { category: "configuration", cause: "the wrong branch" };
const fix = (minute: number): WorkedFix => ({
  ...said,
  id: "f",
  title: "Fix it",
  prNumber: 142,
  outcomeAt: at(minute),
});

const RIGHT = { kind: "verdict", category: "code_bug", rootCause: "a bug", confirmedBy: "Ada" };
const CORRECTED = { kind: "correction", category: "configuration", rootCause: "the wrong branch" };
const FIXED = { kind: "fix", category: "code_bug", confirmedBy: "pull request #142", fixId: "f" };

it.each<[string, GivenVerdict[], WorkedFix[], object | null]>([
  ["nothing", [], [], null],
  ["right", [verdict("right", 1)], [], RIGHT],
  ["wrong", [verdict("wrong", 1)], [], null],
  ["wrong with a cause alone", [verdict("wrong", 1, { cause: "x" })], [], null],
  ["wrong with category and cause", [verdict("wrong", 1, given)], [], CORRECTED],
  ["partly, even with a cause", [verdict("partly", 1, given)], [], null],
  ["right about an unknown cause", [verdict("right", 1, { saidCategory: "unknown" })], [], null],
  ["right, then wrong", [verdict("right", 1), verdict("wrong", 2)], [], null],
  ["wrong, then right", [verdict("wrong", 1), verdict("right", 2)], [], RIGHT],
  ["a fix that worked", [], [fix(1)], FIXED],
  ["a fix that worked, then partly", [verdict("partly", 2)], [fix(1)], FIXED],
  ["a fix that worked, then wrong", [verdict("wrong", 2)], [fix(1)], null],
  ["wrong, then a fix that worked", [verdict("wrong", 1)], [fix(2)], FIXED],
  ["a correction beside a fix that worked", [verdict("wrong", 1, given)], [fix(2)], CORRECTED],
])("%s", (_name, verdicts, fixes, expected) => {
  const cause = judgeCause(verdicts, fixes);
  if (expected === null) expect(cause).toBeNull();
  else expect(cause).toMatchObject(expected);
});
