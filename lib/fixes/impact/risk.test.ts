import { expect, it } from "vitest";
import { assessRisk, type RiskInput, type RiskSurroundings } from "@/lib/fixes/impact/risk";
import type { PatchedFile } from "@/lib/fixes/patches/unified-diff";

const file = (path: string, additions = 1, kind: PatchedFile["kind"] = "modified"): PatchedFile => ({
  path,
  kind,
  additions,
  deletions: 0,
});
const SAFE: RiskInput = {
  files: [file("a.py")],
  verification: { status: "applies", reason: "ok", log: "", checks: [] },
  blastRadius: { files: 1, tasks: [], pipelines: ["orders"], text: "" },
  hazards: [],
  level: "low",
  cautions: [],
  surroundings: null,
};

/** A Tuesday afternoon, tested code, nothing else. */
const CALM: RiskSurroundings = {
  tests: ["tests/test_a.py"],
  criticality: "normal",
  pastIncidents: 0,
  failedFixes: 0,
  owners: [],
  at: new Date("2026-12-01T13:00:00Z"),
  zone: "UTC",
};
const around = (more: Partial<RiskSurroundings>): Partial<RiskInput> => ({
  surroundings: { ...CALM, ...more },
});
const at = (time: string, zone = "UTC") => around({ at: new Date(time), zone });
const importers = ["a", "b", "c"];

it.each<[string, Partial<RiskInput>, string, RegExp]>([
  ["one small change", {}, "low", /^$/],
  ["the author's own doubt", { level: "high", cautions: ["Guess."] }, "high", /Guess\./],
  ["a removed file", { files: [file("a.py", 0, "removed")] }, "high", /Removes a\.py/],
  ["many files", { files: ["a", "b", "c", "d"].map((path) => file(path)) }, "high", /4 files/],
  ["some lines", { files: [file("a.py", 11)] }, "medium", /11 lines/],
  ["a file executed by builds", { hazards: ["Changes conftest.py."] }, "high", /conftest/],
  ["many lines", { files: [file("a.py", 81)] }, "high", /81 lines/],
  [
    "a shared file",
    { blastRadius: { files: 1, tasks: [], pipelines: ["a", "b"], text: "" } },
    "medium",
    /2 pipelines/,
  ],
  [
    "an unverified patch",
    { verification: { status: "unverified", reason: "No python3.", log: "", checks: [] } },
    "medium",
    /No python3/,
  ],
  [
    "a failed verification",
    { verification: { status: "failed", reason: "Does not apply.", log: "", checks: [] } },
    "high",
    /Does not apply/,
  ],
  ["shared code", { blastRadius: { ...SAFE.blastRadius, importers } }, "medium", /3 files import it/],
  [
    "code that two files import",
    { blastRadius: { ...SAFE.blastRadius, importers: ["a", "b"] } },
    "low",
    /^$/,
  ],
  [
    "many dependents",
    { blastRadius: { ...SAFE.blastRadius, downstream: Array.from({ length: 9 }, String), exposures: ["x"] } },
    "medium",
    /10 pipelines and dashboards depend/,
  ],
  [
    "a migration",
    { files: [file("db/migrations/0002_orders.py")] },
    "high",
    /reverting the commit does not undo it/,
  ],
  ["a migration of Flyway", { files: [file("sql/V12__orders.sql")] }, "high", /V12__orders/],
  ["calm surroundings", around({}), "low", /^$/],
  ["code without a test", around({ tests: [] }), "medium", /No test imports/],
  ["SQL without a test", { ...around({ tests: [] }), files: [file("a.sql")] }, "low", /^$/],
  ["tests that were not looked for", around({ tests: null }), "low", /^$/],
  ["a critical pipeline", around({ criticality: "critical" }), "high", /critical pipeline/],
  ["a pipeline of high criticality", around({ criticality: "high" }), "medium", /high criticality/],
  ["a file that failed once", around({ pastIncidents: 1 }), "low", /^One other incident in the last 90 days/],
  ["a file that fails often", around({ pastIncidents: 3 }), "medium", /3 other incidents/],
  ["a fix that did not work", around({ failedFixes: 1 }), "high", /One fix of these files did not work/],
  ["owners", around({ owners: ["@acme/data", "@ada"] }), "low", /Owned by @acme\/data, @ada \(CODEOWNERS\)/],
  ["Friday at 15:59", at("2026-12-04T15:59:00Z"), "low", /^$/],
  ["Friday at 16:00", at("2026-12-04T16:00:00Z"), "medium", /Friday after 16:00 \(UTC\)/],
  ["Sunday", at("2026-12-06T12:00:00Z"), "medium", /Sunday/],
  ["19:59", at("2026-12-01T19:59:00Z"), "low", /^$/],
  ["20:00", at("2026-12-01T20:00:00Z"), "medium", /Tuesday after 20:00/],
  ["05:59", at("2026-12-01T05:59:00Z"), "medium", /after 05:00/],
  ["06:00", at("2026-12-01T06:00:00Z"), "low", /^$/],
  [
    "an afternoon that is night elsewhere",
    at("2026-12-01T13:00:00Z", "Asia/Tokyo"),
    "medium",
    /22:00 \(Asia\/Tokyo\)/,
  ],
])("%s", (_, more, level, reasons) => {
  const risk = assessRisk({ ...SAFE, ...more });
  expect(risk.level).toBe(level);
  expect(risk.reasons.join(" ")).toMatch(reasons);
});
