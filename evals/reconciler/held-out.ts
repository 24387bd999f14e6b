import { HELD_OUT_OUTPUTS } from "@/evals/reconciler/held-out-outputs";
import { HELD_OUT_RHYTHMS } from "@/evals/reconciler/held-out-rhythms";
import { randomScenarios } from "@/evals/reconciler/random-scenarios";
import type { RunScenario } from "@/evals/reconciler/scenario";

const SEED = 258_641;
const COUNT = 64;

/**
 * Scenarios that the judge was not tuned on. Do not read a failure here in order to repair it: add an open scenario of the
 * same kind. Whoever does repair something because of one moves these to the open ones, and writes new ones with a new
 * seed before the judge sees any of them.
 */
export function heldOutScenarios(): RunScenario[] {
  return [...HELD_OUT_RHYTHMS, ...HELD_OUT_OUTPUTS, ...randomScenarios(SEED, COUNT)];
}
