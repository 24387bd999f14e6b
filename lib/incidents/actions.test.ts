import { expect, it } from "vitest";
import { actionRefusal } from "@/lib/incidents/actions";

const merged = { number: 8, status: "merged", parentNumber: 9 } as const;

it.each([
  ["propose_fixes", merged, "#8 was merged into #9; propose fixes there."],
  ["analyze", merged, "#8 was merged into #9 and cannot be analyzed. Use #9 instead."],
  ["snooze", { ...merged, status: "resolved", parentNumber: null }, "#8 is resolved and cannot be snoozed."],
  ["propose_fixes", { ...merged, status: "resolved", parentNumber: null }, null],
] as const)("%s of %o", (action, incident, refusal) => {
  expect(actionRefusal(action, incident)).toBe(refusal);
});
