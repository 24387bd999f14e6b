import { expect, it } from "vitest";
import { stepWords } from "@/components/incidents/step-words";

it.each([
  ["ask-claude", "waiting for Claude"],
  ["read-again-2", "waiting for the orchestrator to finish writing the task log"],
  ["create-branch", "create branch"],
])("%s", (step, words) => {
  expect(stepWords(step)).toBe(words);
});
