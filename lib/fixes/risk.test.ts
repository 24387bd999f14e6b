import { expect, it } from "vitest";
import { assessRisk, type RiskInput } from "@/lib/fixes/risk";
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
};

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
])("%s", (_, more, level, reasons) => {
  const risk = assessRisk({ ...SAFE, ...more });
  expect(risk.level).toBe(level);
  expect(risk.reasons.join(" ")).toMatch(reasons);
});
