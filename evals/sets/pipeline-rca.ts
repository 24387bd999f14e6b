import { builtin, type Adapter } from "@/evals/pipeline-rca/adapters";
import { readScenarios } from "@/evals/pipeline-rca/scenario";
import { scoreAnswer, summarize, type ScenarioScore } from "@/evals/pipeline-rca/score";

export const name = "pipeline-rca";

/** Runs our own scenarios, which need no data folder. */
export async function run(): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const { metrics, wrong } = await runScenarios(builtin);
  const targets = {
    solved: 0.85,
    accept: 0.9,
    citationsGood: 1,
    nothingForbidden: 0.95,
    healthyLeftAlone: 1,
    falseConfidence: 0.05,
  };
  return { metrics, targets, details: wrong };
}

/** Runs a system on every scenario. `wrong`: the failed scenarios with its answers. */
export async function runScenarios(
  adapter: Adapter,
): Promise<{ metrics: Record<string, number>; wrong: unknown[] }> {
  const scenarios = readScenarios();
  const verdicts: ScenarioScore[] = [];
  const wrong: unknown[] = [];
  for (const scenario of scenarios) {
    const answer = await adapter.answer({ failure: scenario.failure, evidence: scenario.evidence });
    const verdict = scoreAnswer(scenario, answer);
    verdicts.push(verdict);
    const missed = Object.entries(verdict).flatMap(([key, value]) =>
      value === false && key !== "falselySure" ? [key] : [],
    );
    if (missed.length > 0) {
      const { outcome, category, confidence, rootCause } = answer;
      wrong.push({
        id: scenario.id,
        missed,
        truth: scenario.truth,
        answer: { outcome, category, confidence, rootCause },
      });
    }
  }
  return { metrics: summarize(scenarios, verdicts), wrong };
}
