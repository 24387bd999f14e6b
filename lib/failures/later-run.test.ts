import { describe, expect, it } from "vitest";
import { endsEarlierFailure, type DatedRun } from "@/lib/failures/later-run";

const failed: DatedRun = { runId: "r1", routine: "schedule", logicalDate: 1_000, startedAt: null, at: 5_000 };
const success: DatedRun = {
  runId: "r2",
  routine: "schedule",
  logicalDate: 2_000,
  startedAt: null,
  at: 6_000,
};
/** A run of an orchestrator whose runs have no date. */
const startedAt = (at: number | null) => ({ routine: "push main", logicalDate: null, startedAt: at });

describe("a success in another run", () => {
  it.each<[string, Partial<DatedRun>, Partial<DatedRun>, string | null, boolean]>([
    ["of a later date ends the failure", {}, {}, null, true],
    ["ends a failure of code", {}, {}, "code_bug", true],
    ["does not repair the data of the failed run", {}, {}, "data_quality", false],
    ["does not bring the data that was missing", {}, {}, "upstream_missing_data", false],
    ["before the failure proves nothing", { at: 4_000 }, {}, null, false],
    ["of the same date proves nothing", { logicalDate: 1_000 }, {}, null, false],
    [
      "of an earlier date proves nothing, whenever it started",
      { logicalDate: 500, startedAt: 9 },
      {},
      null,
      false,
    ],
    ["of a date that has not come proves nothing", { logicalDate: 6_001 + 24 * 3_600_000 }, {}, null, false],
    ["of the day that is about to begin ends it", { logicalDate: 6_000 + 24 * 3_600_000 }, {}, null, true],
    ["of the same run is not a later run", { runId: "r1" }, {}, null, false],
    ["that people started proves nothing", { routine: null }, {}, null, false],
    ["does not end what people started", {}, { routine: null }, null, false],
    ["that nothing is known about proves nothing", { routine: null }, { routine: null }, null, false],
    [
      "for another reason proves nothing",
      startedAt(4_000),
      { ...startedAt(3_000), routine: "push v2" },
      null,
      false,
    ],
    ["that started later ends the failure", startedAt(4_000), startedAt(3_000), null, true],
    ["that started earlier and took longer proves nothing", startedAt(2_000), startedAt(3_000), null, false],
    ["that started at the same time proves nothing", startedAt(3_000), startedAt(3_000), null, false],
    ["ends it if nobody knows when they started", startedAt(null), startedAt(null), null, true],
    ["that started later does not repair data", startedAt(4_000), startedAt(3_000), "data_quality", false],
  ])("%s", (_name, later, earlier, category, expected) => {
    expect(endsEarlierFailure({ ...success, ...later }, { ...failed, ...earlier }, category)).toBe(expected);
  });
});
