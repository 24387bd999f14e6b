import { newLearners } from "@/evals/learning/learners";
import { replayYear, type ReplayRecord } from "@/evals/learning/replay";
import { summarizeRecords, summarizeYear } from "@/evals/learning/summarize-year";
import { makeYear } from "@/evals/learning/year";

export const name = "learning";

const SEEDS = [1, 2, 3];
const WRONG_SHARE = 0.1;
/** Whose prices the cost of model calls is estimated with. */
const MODEL = "claude-opus-5-5";

/** Replays three years of failures with each learner; one verdict in ten is wrong. Needs no data folder. */
export async function run(): Promise<{ metrics: Record<string, number>; details: unknown[] }> {
  const records = new Map<string, ReplayRecord[]>();
  for (const seed of SEEDS) {
    const year = makeYear({ seed, wrongShare: WRONG_SHARE });
    for (const [learner, fresh] of Object.entries(newLearners(MODEL)))
      records.set(learner, [...(records.get(learner) ?? []), ...(await replayYear(year, fresh))]);
  }
  const metrics: Record<string, number> = {};
  for (const [learner, all] of records) {
    const summary = summarizeRecords(all);
    metrics[`${learner}Accuracy`] = summary.accuracy;
    metrics[`${learner}KnownAccuracy`] = summary.knownAccuracy;
    metrics[`${learner}FalseConfidence`] = summary.falselySure;
    metrics[`${learner}Spread`] = summary.spread;
    metrics[`${learner}Stale`] = summary.stale;
    metrics[`${learner}IncidentsAll`] = summary.incidents;
    metrics[`${learner}ModelCallsAll`] = summary.modelCalls;
    metrics[`${learner}ModelUsdAll`] = summary.modelCostUsd;
    metrics[`${learner}MedianMs`] = summary.medianMs;
    metrics[`${learner}P95Ms`] = summary.p95Ms;
  }
  return {
    metrics,
    details: [...records].map(([learner, all]) => ({ learner, ...summarizeYear(all) })),
  };
}
