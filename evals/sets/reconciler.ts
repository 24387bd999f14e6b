import { heldOutScenarios } from "@/evals/reconciler/held-out";
import { judgeNaively } from "@/evals/reconciler/naive-judge";
import { OPEN_OPERATIONS } from "@/evals/reconciler/open-operations";
import { OPEN_OUTPUTS } from "@/evals/reconciler/open-outputs";
import { OPEN_RHYTHMS } from "@/evals/reconciler/open-rhythms";
import { OPEN_SCHEDULES } from "@/evals/reconciler/open-schedules";
import { replay, scoreAlerts, type ReplayJudge } from "@/evals/reconciler/replay";
import { randomScenarios } from "@/evals/reconciler/random-scenarios";
import type { RunScenario } from "@/evals/reconciler/scenario";
import { simulate } from "@/evals/reconciler/simulate";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";

export const name = "reconciler";

/** The seed of the first held-out scenarios, which are open now. */
const OPEN_SEED = 20_261_130;
const OPEN_RANDOM = 64;

const OPEN = [
  ...OPEN_SCHEDULES,
  ...OPEN_RHYTHMS,
  ...OPEN_OUTPUTS,
  ...OPEN_OPERATIONS,
  ...randomScenarios(OPEN_SEED, OPEN_RANDOM),
];

interface Outcome {
  alerts: number;
  troubles: number;
  precision: number;
  recall: number;
  delaySeconds: number;
  details: unknown[];
}

/** Replays scenarios of pipelines with and without trouble, and scores what is said about them as alerts. */
export function run(): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const heldOut = heldOutScenarios();
  const open = score(OPEN, judgeRuns);
  const held = score(heldOut, judgeRuns);
  const naive = score(OPEN, judgeNaively);
  const naiveHeld = score(heldOut, judgeNaively);
  return Promise.resolve({
    metrics: {
      precision: open.precision,
      recall: open.recall,
      medianDelaySeconds: open.delaySeconds,
      heldOutPrecision: held.precision,
      heldOutRecall: held.recall,
      heldOutMedianDelaySeconds: held.delaySeconds,
      naivePrecision: naive.precision,
      naiveRecall: naive.recall,
      heldOutNaivePrecision: naiveHeld.precision,
      heldOutNaiveRecall: naiveHeld.recall,
      scenarios: OPEN.length + heldOut.length,
      troublesAll: open.troubles,
      heldOutTroublesAll: held.troubles,
      heldOutAlertsAll: held.alerts,
    },
    targets: { precision: 0.95, recall: 0.95, heldOutPrecision: 0.95, heldOutRecall: 0.95 },
    details: [...open.details, ...held.details],
  });
}

function score(scenarios: readonly RunScenario[], judge: ReplayJudge): Outcome {
  const scores = scenarios.map((scenario) => {
    const simulation = simulate(scenario);
    return { id: scenario.id, ...scoreAlerts(replay(simulation, judge), simulation.troubles) };
  });
  const sum = (of: (score: (typeof scores)[number]) => number) =>
    scores.reduce((total, each) => total + of(each), 0);
  const delays = scores.flatMap(({ delaysMs }) => delaysMs).sort((a, b) => a - b);
  return {
    alerts: sum(({ alerts }) => alerts),
    troubles: sum(({ troubles }) => troubles),
    precision:
      sum(({ trueAlerts }) => trueAlerts) /
      Math.max(
        1,
        sum(({ alerts }) => alerts),
      ),
    recall:
      sum(({ found }) => found) /
      Math.max(
        1,
        sum(({ troubles }) => troubles),
      ),
    delaySeconds: Math.round((delays[Math.floor(delays.length / 2)] ?? 0) / 1000),
    details: scores
      .filter(({ falseAlerts, missed }) => falseAlerts.length > 0 || missed.length > 0)
      .map(({ id, falseAlerts, missed }) => ({
        id,
        falseAlerts: falseAlerts.map(({ kind, at, because }) => ({
          kind,
          at: new Date(at).toISOString(),
          because,
        })),
        missed: missed.map(({ kinds, from, by }) => ({
          kinds,
          from: new Date(from).toISOString(),
          by: new Date(by).toISOString(),
        })),
      })),
  };
}
