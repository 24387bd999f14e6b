import { expect, it } from "vitest";
import {
  fixStatus,
  isOpenable,
  wasRejected,
  mergeObstacle,
  openWords,
  verificationTone,
} from "@/components/fixes/fix-words";

const pullRequest = {
  number: 7,
  url: "https://github.com/a/b/pull/7",
  state: "open",
  draft: true,
  mergeable: null,
  labels: [],
  reviewers: [],
  notes: [],
  checkedAt: null,
};
const fix = { status: "open", pullRequest, outcome: null, decision: null } as const;
const rejection = { decision: "rejected", reason: null, by: "Ada", at: "2026-11-30T00:00:00Z" } as const;

it("does not call a branch a pull request", () => {
  expect(fixStatus(fix).text).toBe("Draft open");
  expect(fixStatus({ ...fix, pullRequest: { ...pullRequest, draft: false } }).text).toBe("Ready for review");
  expect(fixStatus({ ...fix, pullRequest: { ...pullRequest, number: null, url: null } }).text).toBe(
    "Branch ready",
  );
  expect(openWords({ opensAs: "branch" }).button).toBe("Create branch");
  expect(openWords({ opensAs: "pull_request" }).button).toBe("Open PR");
});

it("says what became of a merged fix", () => {
  const merged = { ...fix, status: "merged" } as const;
  expect(fixStatus(merged).text).toBe("Merged, watching runs");
  expect(fixStatus({ ...merged, outcome: "worked" })).toEqual({ text: "Worked", tone: "ok" });
  expect(fixStatus({ ...merged, outcome: "did_not_work" })).toEqual({ text: "Did not work", tone: "danger" });
});

it("does not open what was rejected", () => {
  const proposed = { ...fix, patch: "x", status: "proposed" } as const;
  expect(isOpenable(proposed)).toBe(true);
  expect(isOpenable({ ...proposed, decision: rejection })).toBe(false);
  expect(wasRejected({ ...proposed, decision: rejection })).toBe(true);
  expect(fixStatus({ ...proposed, decision: rejection }).text).toBe("Rejected");
});

it("names what stands in the way of a merge", () => {
  expect(mergeObstacle("dirty")).toBe("Conflicts with the base branch");
  expect(mergeObstacle("clean")).toBeNull();
  expect(mergeObstacle(null)).toBeNull();
});

it("warns of a patch that a run contradicts, not of one that could not be parsed", () => {
  const check = { name: "reproduction", detail: "", durationMs: 1 } as const;
  const verification = { status: "unverified", reason: "", log: "" } as const;
  const toneOf = (status: "failed" | "skipped") =>
    verificationTone({ ...verification, checks: [{ ...check, status }] });
  expect([toneOf("failed"), toneOf("skipped")]).toEqual(["warn", "neutral"]);
});
