import { expect, it } from "vitest";
import { stepWords } from "@/components/incidents/step-words";

it.each([
  ["ask-claude", "waiting for Claude"],
  ["read-again-2", "waiting for the orchestrator: the task’s log was not complete yet"],
  ["create-branch", "now: create branch"],
])("%s", (step, words) => {
  expect(stepWords(step)).toBe(words);
});
