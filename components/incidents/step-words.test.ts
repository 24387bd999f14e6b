import { expect, it } from "vitest";
import { stepTitle, stepWords } from "@/components/incidents/step-words";

it.each([
  ["ask-claude", "waiting for Claude"],
  ["read-again-2", "waiting for the orchestrator to finish writing the task log"],
  ["create-branch", "create branch"],
])("%s", (step, words) => {
  expect(stepWords(step)).toBe(words);
});

it.each([
  ["ask-claude-for-fix", "Ask Claude for fix"],
  ["collect-evidence", "Collect evidence"],
])("%s as a label", (step, title) => {
  expect(stepTitle(step)).toBe(title);
});
