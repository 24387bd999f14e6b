import { describe, expect, it } from "vitest";
import { recoveryIn, type RecoveryFacts } from "@/lib/incidents/recovery/find-recovery";

type Try = RecoveryFacts["tries"][number];
const failed: Try = { mapIndex: -1, tryNumber: 1, outcome: "failed", at: 5_000, isFailure: true };
const good: Try = { mapIndex: -1, tryNumber: 2, outcome: "succeeded", at: 6_000, isFailure: false };
const lastRun: RecoveryFacts["lastRun"] = {
  runId: "r1",
  run: "monday",
  routine: "schedule",
  logicalDate: 1_000,
  startedAt: null,
  at: 5_000,
  failedAt: null,
  succeededAt: null,
};
const later: RecoveryFacts["successes"][number] = {
  runId: "r2",
  run: "tuesday",
  routine: "schedule",
  logicalDate: 2_000,
  startedAt: null,
  at: 9_000,
  mapIndex: -1,
  tryNumber: 1,
};
const facts = (part: Partial<RecoveryFacts>): RecoveryFacts => ({
  category: null,
  isRunScope: false,
  lastRun,
  tries: [failed],
  successes: [],
  ...part,
});
const ofRun = (part: Partial<RecoveryFacts["lastRun"]>, rest: Partial<RecoveryFacts> = {}) =>
  facts({ isRunScope: true, tries: [], lastRun: { ...lastRun, ...part }, ...rest });

describe("a failure has recovered", () => {
  it.each<[string, RecoveryFacts, string | null]>([
    ["not without a success", facts({}), null],
    ["by a later try of its task", facts({ tries: [failed, good] }), "retry"],
    [
      "by the same try, marked as a success",
      facts({ tries: [{ ...failed, outcome: "succeeded" }] }),
      "retry",
    ],
    ["not by an earlier try", facts({ tries: [{ ...failed, tryNumber: 3 }, good] }), null],
    ["not by another mapped instance", facts({ tries: [failed, { ...good, mapIndex: 2 }] }), null],
    [
      "not while another mapped instance fails",
      facts({ tries: [failed, good, { ...failed, mapIndex: 2 }] }),
      null,
    ],
    ["by its run, which was repeated", ofRun({ failedAt: 5_000, succeededAt: 6_000 }), "run"],
    ["not by a success before the failure", ofRun({ failedAt: 5_000, succeededAt: 4_000 }), null],
    [
      "not by a run in which it did not fail the run",
      facts({ lastRun: { ...lastRun, succeededAt: 6_000 } }),
      null,
    ],
    [
      "by a run that had failed with it",
      facts({ lastRun: { ...lastRun, failedAt: 5_500, succeededAt: 6_000 } }),
      "run",
    ],
    ["by a later run", facts({ successes: [later] }), "later_run"],
    [
      "not by a later run if its cause is in the data",
      facts({ category: "data_quality", successes: [later] }),
      null,
    ],
    ["not by a run that someone started", facts({ successes: [{ ...later, routine: null }] }), null],
  ])("%s", (_name, known, by) => {
    expect(recoveryIn(known)?.by ?? null).toBe(by);
  });

  it("by the first success that ended it", () => {
    const second = { ...later, runId: "r3", run: "wednesday", logicalDate: 3_000, at: 20_000 };
    expect(recoveryIn(facts({ successes: [second, later] }))).toEqual({
      by: "later_run",
      runId: "r2",
      run: "tuesday",
      tryNumber: 1,
      at: 9_000,
    });
  });
});
