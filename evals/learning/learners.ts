import { builtinLearner } from "@/evals/learning/builtin-learner";
import { lastWordLearner } from "@/evals/learning/last-word-learner";
import { patternLearner } from "@/evals/learning/pattern-learner";
import type { Learner } from "@/evals/learning/learner";

/** The learners to compare, by the name of their metrics. Each call makes new ones, which know nothing yet. */
export function newLearners(model: string): Record<string, Learner> {
  return {
    withoutPatterns: builtinLearner(model),
    withPatterns: patternLearner(model),
    lastWord: lastWordLearner(model),
  };
}
