import { phrase } from "@/components/ui/words";

/** Steps that depend on somebody else: what they wait for. The first part of a step's name decides. */
const WAITS_FOR: readonly (readonly [step: string, words: string])[] = [
  ["collect-evidence", "waiting for the orchestrator, the repository and past incidents to answer"],
  ["read-again", "waiting for the orchestrator: the task’s log was not complete yet"],
  ["ask-claude", "waiting for Claude"],
  ["propose-fixes", "looking for a change that fits the code"],
  ["open-draft", "waiting for the repository’s host"],
];

/** What happens now, for after the progress: `2/4 steps completed, waiting for Claude`. */
export function stepWords(step: string): string {
  return WAITS_FOR.find(([name]) => step.startsWith(name))?.[1] ?? `now: ${phrase(step)}`;
}
