import { toInput } from "@/evals/pipeline-rca/adapters";
import { likelyCostUsd } from "@/evals/pipeline-rca/ask-model";
import type { Learner, CauseVerdict } from "@/evals/learning/learner";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";

/**
 * The naive rule beside the real ones: what was said last about a failure with the same fingerprint is the cause, whoever said
 * it and whatever the evidence shows.
 */
export function lastWordLearner(model: string): Learner {
  const lastWords = new Map<string, CauseVerdict>();
  const fingerprints = new Map<string, string>();
  return {
    name: "last word",
    diagnose: async (incident) => {
      const input = toInput(incident);
      const log = input.evidence.find((piece) => piece.kind === "log");
      const { exceptions = [], failingLines = [] } = log?.facts ?? {};
      const failingLine = failingLines[0]?.text ?? null;
      const { value: fingerprint } = fingerprintFailure({ exceptions, failingLine });
      fingerprints.set(incident.id, fingerprint);
      const said = lastWords.get(fingerprint);
      if (said !== undefined) {
        const { category, rootCause, incidentId } = said;
        const answer = { outcome: "diagnosed", category, rootCause, confidence: 0.9 } as const;
        return { ...answer, basis: [incidentId], modelCalls: 0, modelCostUsd: 0 };
      }
      const diagnosis = diagnoseFailure(input);
      const { outcome, category, rootCause, confidence } = diagnosis;
      const modelCostUsd = likelyCostUsd(model, { ...input, builtin: diagnosis }) ?? 0;
      return { outcome, category, rootCause, confidence, basis: [], modelCalls: 1, modelCostUsd };
    },
    confirm: async (verdict) => {
      const fingerprint = fingerprints.get(verdict.incidentId);
      if (fingerprint !== undefined) lastWords.set(fingerprint, verdict);
    },
    outcome: async () => {},
  };
}
