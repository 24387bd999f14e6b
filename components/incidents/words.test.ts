import { expect, it } from "vitest";
import { orderTransitions, transitionLabel } from "@/components/incidents/words";
import type { IncidentStatus } from "@/lib/incidents/schemas";

it.each<[IncidentStatus, IncidentStatus[], IncidentStatus[]]>([
  ["triggered", ["investigating", "acknowledged", "resolved"], ["acknowledged", "investigating", "resolved"]],
  // Going back to acknowledged is possible, but not the usual next step.
  ["investigating", ["acknowledged", "resolved", "suppressed"], ["resolved", "acknowledged", "suppressed"]],
  ["acknowledged", ["merged", "resolved"], ["resolved"]],
  ["merged", [], []],
])("orders the transitions of a %s incident", (status, available, expected) => {
  expect(orderTransitions(status, available)).toEqual(expected);
});

it.each<[IncidentStatus, IncidentStatus, string]>([
  ["resolved", "triggered", "Reopen"],
  ["suppressed", "triggered", "Unsuppress"],
  ["suppressed", "resolved", "Resolve"],
])("calls going from %s to %s %s", (from, to, label) => {
  expect(transitionLabel(from, to)).toBe(label);
});
