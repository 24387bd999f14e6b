import { expect, it } from "vitest";
import { rankFixes } from "@/lib/fixes/rank-fixes";
import type { Fix, RepeatedFix } from "@/lib/fixes/schemas";

const PATCH = "--- a/x\n+++ b/x\n";
const fix = (id: string, kind: Fix["kind"], more: Partial<Fix> = {}) => ({
  id,
  kind,
  patch: ["patch", "configuration", "dependency_pin", "rollback"].includes(kind) ? PATCH : "",
  status: "proposed" as Fix["status"],
  repeats: null as Fix["repeats"],
  createdAt: "2026-11-30T10:00:00.000Z",
  ...more,
});
const repeats = (verdict: RepeatedFix["verdict"]): RepeatedFix => ({
  fixId: "f",
  incidentNumber: 1,
  verdict,
  text: "",
});
const order = (...fixes: ReturnType<typeof fix>[]) => rankFixes(fixes).map(({ id }) => id);

it("puts a change first, then what to run again, then alternatives", () => {
  expect(
    order(
      fix("rollback", "rollback"),
      fix("repair", "data_repair"),
      fix("rerun", "rerun"),
      fix("patch", "patch"),
    ),
  ).toEqual(["patch", "rerun", "repair", "rollback"]);
});

it("lets a rollback lead where it is the only change", () => {
  expect(order(fix("rerun", "rerun"), fix("rollback", "rollback"))).toEqual(["rollback", "rerun"]);
});

it("puts the newest of equal changes first", () => {
  const newer = fix("claude", "patch", { createdAt: "2026-11-30T10:05:00.000Z" });
  expect(order(fix("builtin", "patch"), newer)).toEqual(["claude", "builtin"]);
});

it.each(["rejected", "did_not_work"] as const)("puts a change last that was %s before", (verdict) => {
  expect(
    order(
      fix("again", "patch", { repeats: repeats(verdict) }),
      fix("rerun", "rerun"),
      fix("rollback", "rollback"),
    ),
  ).toEqual(["rollback", "rerun", "again"]);
});

it("keeps a change first that worked before", () => {
  expect(order(fix("rerun", "rerun"), fix("again", "patch", { repeats: repeats("worked") }))).toEqual([
    "again",
    "rerun",
  ]);
});

it("puts what is with reviewers first, and superseded ones last", () => {
  expect(
    order(
      fix("old", "patch", { status: "superseded" }),
      fix("new", "patch"),
      fix("open", "rollback", { status: "open" }),
    ),
  ).toEqual(["open", "new", "old"]);
});
