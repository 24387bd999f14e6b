import { describe, expect, it } from "vitest";
import {
  DEPLOY_MS,
  judgeOutcome,
  type RunEnding,
  type OutcomeFacts,
} from "@/lib/fixes/aftermath/judge-outcome";

const MERGED = 1_000_000_000;
const WATCH = 7 * 86_400_000;
const MINUTE = 60_000;

const ending = (part: Partial<RunEnding>): RunEnding => ({
  outcome: "succeeded",
  runId: "r",
  run: "run",
  startedAt: MERGED + 60 * MINUTE,
  at: MERGED + 61 * MINUTE,
  mapIndex: -1,
  version: null,
  isSame: false,
  incident: null,
  ...part,
});
const same = { outcome: "failed", isSame: true, incident: { id: "i", number: 1 } } as const;
const other = { outcome: "failed", isSame: false, incident: { id: "j", number: 2 } } as const;

function judge(
  endings: readonly Partial<RunEnding>[],
  part: Partial<OutcomeFacts> = {},
  now = MERGED + MINUTE,
) {
  const facts: OutcomeFacts = {
    mergedAt: MERGED,
    mergeCommit: "merge",
    oldVersions: ["base", "failed"],
    rerunAt: null,
    mapIndex: -1,
    endings: endings.map(ending),
    ...part,
  };
  return judgeOutcome(facts, now, WATCH);
}

describe("judgeOutcome", () => {
  it("the first success of a run that started after the merge: it worked", () =>
    expect(judge([{}])).toMatchObject({ outcome: "worked", ending: { run: "run" } }));

  it("the same failure: it did not work, even if a later run succeeds", () =>
    expect(judge([{ at: MERGED + 90 * MINUTE, run: "later" }, same])).toMatchObject({
      outcome: "did_not_work",
    }));

  it("a run that had started before the merge says nothing", () => {
    expect(judge([{ startedAt: MERGED - 1 }]).outcome).toBeNull();
    expect(judge([{ ...same, startedAt: MERGED }]).outcome).toBeNull();
  });

  it("another failure of the task says nothing, and is named", () => {
    const judged = judge([other]);
    expect(judged.outcome).toBeNull();
    expect(judged.others).toHaveLength(1);
    expect(judge([other, { at: MERGED + 90 * MINUTE }])).toMatchObject({ outcome: "worked", others: [{}] });
  });

  it("a run right after the merge may have run the old code", () => {
    const soon = { startedAt: MERGED + DEPLOY_MS - 1 };
    expect(judge([soon]).outcome).toBeNull();
    expect(judge([{ ...soon, ...same }]).outcome).toBeNull();
    // Unless a person asked for it, or the orchestrator knows its commit.
    expect(judge([soon], { rerunAt: MERGED + MINUTE }).outcome).toBe("worked");
    expect(judge([{ ...soon, version: "newer" }]).outcome).toBe("worked");
    expect(judge([{ ...soon, ...same, version: "merge" }]).outcome).toBe("did_not_work");
  });

  it("the old commit says nothing, however late; the merge commit always does", () => {
    expect(judge([{ version: "failed" }, { ...same, version: "base" }]).outcome).toBeNull();
    expect(judge([{ version: "merge", startedAt: MERGED - 5_000 }]).outcome).toBe("worked");
  });

  it("a fast-forward leaves the proposed commit, which is the merge commit too", () =>
    expect(judge([{ version: "x" }], { mergeCommit: "x", oldVersions: [] }).outcome).toBe("worked"));

  it("the success of another mapped instance says nothing", () => {
    expect(judge([{ mapIndex: 1 }], { mapIndex: 3 }).outcome).toBeNull();
    expect(judge([{ mapIndex: 3 }], { mapIndex: 3 }).outcome).toBe("worked");
  });

  it("nothing seen until the time is up: unknown", () => {
    expect(judge([], {}, MERGED + WATCH).outcome).toBeNull();
    expect(judge([], {}, MERGED + WATCH + 1).outcome).toBe("unknown");
  });
});
