import { builtin } from "@/evals/pipeline-rca/adapters";
import { runScenarios } from "@/evals/pipeline-rca/run-scenarios";
import { readScenarios } from "@/evals/pipeline-rca/scenario";

export const name = "pipeline-rca";

/**
 * Runs our own scenarios, which need no data folder, through the built-in engine. `open…` and `heldOut…` are those with
 * distractors. The details leave the held-out ones out, so that nobody tunes on them by accident.
 */
export async function run(): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const plain = await runScenarios(builtin, readScenarios("scenarios"));
  const open = await runScenarios(builtin, readScenarios("open"));
  const heldOut = await runScenarios(builtin, readScenarios("held-out"));
  const targets = {
    solved: 0.85,
    accept: 0.9,
    citationsGood: 1,
    nothingForbidden: 0.95,
    healthyLeftAlone: 1,
    falseConfidence: 0.05,
  };
  return {
    metrics: {
      ...plain.metrics,
      ...prefixed("open", open.metrics),
      ...prefixed("heldOut", heldOut.metrics),
    },
    targets,
    details: [...plain.wrong, ...open.wrong],
  };
}

/** Few of these scenarios have the tags of the plain ones. */
const OF_PLAIN_ONLY: ReadonlySet<string> = new Set([
  "redHerringsSolved",
  "missingEvidenceSolved",
  "sameMessageStrict",
]);

function prefixed(prefix: string, metrics: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics)
      .filter(([metric]) => !OF_PLAIN_ONLY.has(metric))
      .map(([metric, value]) => [`${prefix}${metric[0]?.toUpperCase()}${metric.slice(1)}`, value]),
  );
}
