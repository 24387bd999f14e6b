import { phrase, sentence } from "@/components/ui/words";

/** What steps that depend on other systems wait for, by the prefix of the step's name. */
const WAITS_FOR: readonly (readonly [step: string, words: string])[] = [
  ["collect-evidence", "collecting from the orchestrator, the repository and past incidents"],
  ["read-again", "waiting for the orchestrator to finish writing the task log"],
  ["ask-claude", "waiting for Claude"],
  ["log-agent", "Claude is reading the logs"],
  ["commit-agent", "Claude is reading what changed"],
  ["runbook-agent", "Claude is reading the history and runbooks"],
  ["synthesize", "Claude is weighing what was found"],
  ["counter-check", "Claude is trying to prove the cause wrong"],
  ["propose-fixes", "looking for a code change"],
  ["open-draft", "waiting for the repository host"],
  ["request-reviews", "requesting reviews"],
];

/** Describes the current step, to follow the progress: `2/4 steps completed, waiting for Claude`. */
export function stepWords(step: string): string {
  return WAITS_FOR.find(([name]) => step.startsWith(name))?.[1] ?? phrase(step);
}

/** A step's name as a label: `Ask Claude for fix`. */
export function stepTitle(step: string): string {
  return sentence(step).replaceAll(/\bclaude\b/g, "Claude");
}
