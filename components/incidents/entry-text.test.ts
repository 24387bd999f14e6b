import { expect, it } from "vitest";
import { entryText } from "@/components/incidents/entry-text";

it.each([
  ["status", "triggered → resolved", "Triggered → Resolved"],
  ["status", "triggered → resolved: Fixed upstream", "Triggered → Resolved: Fixed upstream"],
  ["status", "Reopened by a new failure", "Reopened by a new failure"],
  ["comment", "triggered → resolved", "triggered → resolved"],
])("%s %s", (kind, text, expected) => {
  expect(entryText({ kind, text })).toBe(expected);
});
