import { describe, expect, it } from "vitest";
import { endsEarlierFailure, type DatedRun } from "@/lib/intake/acceptance/later-run";

const failed: DatedRun = { runId: "r1", type: "scheduled", logicalDate: 1_000, at: 5_000 };
const success: DatedRun = { runId: "r2", type: "scheduled", logicalDate: 2_000, at: 6_000 };
const asset = { type: "asset_triggered", logicalDate: null };

describe("a success in another run", () => {
  it.each<[string, Partial<DatedRun>, Partial<DatedRun>, string | null, boolean]>([
    ["of a later date ends the failure", {}, {}, null, true],
    ["ends a failure of code", {}, {}, "code_bug", true],
    ["does not repair the data of the failed run", {}, {}, "data_quality", false],
    ["does not bring the data that was missing", {}, {}, "upstream_missing_data", false],
    ["before the failure proves nothing", { at: 4_000 }, {}, null, false],
    ["of the same date proves nothing", { logicalDate: 1_000 }, {}, null, false],
    ["of an earlier date proves nothing", { logicalDate: 500 }, {}, null, false],
    ["of a date that has not come proves nothing", { logicalDate: 6_001 + 24 * 3_600_000 }, {}, null, false],
    ["of the day that is about to begin ends it", { logicalDate: 6_000 + 24 * 3_600_000 }, {}, null, true],
    ["of the same run is not a later run", { runId: "r1" }, {}, null, false],
    ["started by hand proves nothing", { type: "manual" }, {}, null, false],
    ["does not end what someone started by hand", {}, { type: "manual" }, null, false],
    ["of a backfill proves nothing", { type: "backfill" }, {}, null, false],
    ["of an unknown kind proves nothing", { type: null }, { type: null }, null, false],
    ["without a date proves nothing", { logicalDate: null }, {}, null, false],
    ["on newer assets ends the failure", asset, asset, null, true],
    [
      "on datasets, as Airflow 2 calls them",
      { type: "dataset_triggered" },
      { type: "dataset_triggered" },
      null,
      true,
    ],
    ["of the schedule does not end one on assets", {}, asset, null, false],
  ])("%s", (_name, later, earlier, category, expected) => {
    expect(endsEarlierFailure({ ...success, ...later }, { ...failed, ...earlier }, category)).toBe(expected);
  });
});
