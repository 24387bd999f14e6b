import { toInput } from "@/evals/pipeline-rca/adapters";
import { likelyCostUsd } from "@/evals/pipeline-rca/ask-model";
import type { Learner } from "@/evals/learning/learner";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";

/**
 * The baseline: the built-in engine, which learns nothing. The product without patterns asks the model about every incident; its
 * cost is estimated from the real prompt, and its answer is not known without asking it.
 */
export function builtinLearner(model: string): Learner {
  return {
    name: "without patterns",
    diagnose: async (incident) => {
      const input = toInput(incident);
      const diagnosis = diagnoseFailure(input);
      const { outcome, category, rootCause, confidence } = diagnosis;
      const modelCostUsd = likelyCostUsd(model, { ...input, builtin: diagnosis }) ?? 0;
      return { outcome, category, rootCause, confidence, basis: [], modelCalls: 1, modelCostUsd };
    },
    confirm: async () => {},
    outcome: async () => {},
  };
}
