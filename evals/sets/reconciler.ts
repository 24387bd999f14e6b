import { heldOutScenarios } from "@/evals/reconciler/held-out";
import { judgeNaively } from "@/evals/reconciler/naive-judge";
import { OPEN_CALENDARS } from "@/evals/reconciler/open-calendars";
import { OPEN_CHANGES } from "@/evals/reconciler/open-changes";
import { OPEN_EDGES } from "@/evals/reconciler/open-edges";
import { OPEN_LEVELS } from "@/evals/reconciler/open-levels";
import { OPEN_MODES } from "@/evals/reconciler/open-modes";
import { OPEN_OPERATIONS } from "@/evals/reconciler/open-operations";
import { OPEN_OUTPUTS } from "@/evals/reconciler/open-outputs";
import { OPEN_RHYTHMS } from "@/evals/reconciler/open-rhythms";
import { OPEN_ROUTINES } from "@/evals/reconciler/open-routines";
import { OPEN_SCHEDULES } from "@/evals/reconciler/open-schedules";
import { OPEN_VOLUMES } from "@/evals/reconciler/open-volumes";
import { OPEN_SEASONS } from "@/evals/reconciler/open-seasons";
import { OPEN_SHAPES } from "@/evals/reconciler/open-shapes";
import { replay, type Score, scoreAlerts } from "@/evals/reconciler/replay";
import { randomScenarios } from "@/evals/reconciler/random-scenarios";
import type { RunScenario, Trouble } from "@/evals/reconciler/scenario";
import { simulate } from "@/evals/reconciler/simulate";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";

export const name = "reconciler";

/** The seeds of random scenarios that have been looked at: only the newest, because each takes a minute. */
const OPEN_SEEDS = [936_427];
const RANDOM_PER_SEED = 64;

const OPEN = [
  ...OPEN_SCHEDULES,
  ...OPEN_RHYTHMS,
  ...OPEN_OUTPUTS,
  ...OPEN_OPERATIONS,
  ...OPEN_EDGES,
  ...OPEN_CALENDARS,
  ...OPEN_VOLUMES,
  ...OPEN_CHANGES,
  ...OPEN_LEVELS,
  ...OPEN_SEASONS,
  ...OPEN_MODES,
  ...OPEN_ROUTINES,
  ...OPEN_SHAPES,
  ...OPEN_SEEDS.flatMap((seed) => randomScenarios(seed, RANDOM_PER_SEED)),
];

/** What is counted for each kind of finding, and for missed deadlines. */
const KINDS = ["missing", "late", "empty", "short", "unchanged", "skipped", "deadline"] as const;

interface Outcome {
  metrics: Record<string, number>;
  details: unknown[];
}

/** Replays scenarios of pipelines with and without trouble, and scores what is said about them as alerts. */
export function run(): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const heldOut = heldOutScenarios();
  const [open, naive] = score(OPEN);
  const [held, naiveHeld] = score(heldOut);
  return Promise.resolve({
    metrics: {
      ...open.metrics,
      ...prefixed("heldOut", held.metrics),
      ...prefixed("naive", naive.metrics, NAIVE),
      ...prefixed("heldOutNaive", naiveHeld.metrics, NAIVE),
      scenarios: OPEN.length + heldOut.length,
      heldOutScenariosAll: heldOut.length,
    },
    targets: { precision: 0.95, recall: 0.95, heldOutPrecision: 0.95, heldOutRecall: 0.95 },
    details: [...held.details, ...open.details],
  });
}

const NAIVE = ["precision", "recall"];

function prefixed(
  prefix: string,
  metrics: Readonly<Record<string, number>>,
  only: readonly string[] = Object.keys(metrics),
): Record<string, number> {
  return Object.fromEntries(
    only.map((metric) => [
      `${prefix}${metric.charAt(0).toUpperCase()}${metric.slice(1)}`,
      metrics[metric] ?? 0,
    ]),
  );
}

interface Counts {
  alerts: number;
  trueAlerts: number;
  troubles: number;
  found: number;
}

interface Scored {
  id: string;
  troublesOf: readonly Trouble[];
  score: Score;
}

/** What the judge says about scenarios, and what the naive rule does. */
function score(scenarios: readonly RunScenario[]): [Outcome, Outcome] {
  const judged: Scored[] = [];
  const naive: Scored[] = [];
  for (const scenario of scenarios) {
    const simulation = simulate(scenario);
    const { troubles } = simulation;
    const [alerts = [], naiveAlerts = []] = replay(simulation, [judgeRuns, judgeNaively]);
    judged.push({ id: scenario.id, troublesOf: troubles, score: scoreAlerts(alerts, troubles) });
    naive.push({ id: scenario.id, troublesOf: troubles, score: scoreAlerts(naiveAlerts, troubles) });
  }
  return [outcomeOf(judged), outcomeOf(naive)];
}

function outcomeOf(scores: readonly Scored[]): Outcome {
  const total: Counts = { alerts: 0, trueAlerts: 0, troubles: 0, found: 0 };
  const byKind = new Map<string, Counts>(KINDS.map((kind) => [kind, { ...total }]));
  const add = (kind: string, changes: Partial<Counts>) => {
    for (const counts of [total, byKind.get(kind)])
      if (counts !== undefined)
        for (const key of Object.keys(changes) as (keyof Counts)[]) counts[key] += changes[key] ?? 0;
  };
  for (const {
    score: { falseAlerts, toldAlerts, missed },
    troublesOf,
  } of scores) {
    for (const { kind } of falseAlerts) add(kind, { alerts: 1 });
    for (const { kind } of toldAlerts) add(kind, { alerts: 1, trueAlerts: 1 });
    for (const trouble of troublesOf)
      add(kindOf(trouble), { troubles: 1, found: missed.includes(trouble) ? 0 : 1 });
  }
  const delays = scores.flatMap(({ score: { delaysMs } }) => delaysMs).sort((a, b) => a - b);
  const metrics = {
    precision: share(total.trueAlerts, total.alerts),
    recall: share(total.found, total.troubles),
    alertsAll: total.alerts,
    troublesAll: total.troubles,
    medianDelaySeconds: Math.round((delays[Math.floor(delays.length / 2)] ?? 0) / 1000),
  };
  return {
    metrics: Object.assign(metrics, ...[...byKind].map(([kind, counts]) => metricsOf(kind, counts))),
    details: scores
      .filter(({ score: { falseAlerts, missed } }) => falseAlerts.length > 0 || missed.length > 0)
      .map(({ id, score: { falseAlerts, missed } }) => ({
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

function metricsOf(kind: string, { alerts, trueAlerts, troubles, found }: Counts): Record<string, number> {
  return {
    // A deadline at risk is told with the run that is late or missing, and is no alert of its own.
    ...(kind === "deadline"
      ? {}
      : { [`${kind}Precision`]: share(trueAlerts, alerts), [`${kind}AlertsAll`]: alerts }),
    [`${kind}Recall`]: share(found, troubles),
    [`${kind}TroublesAll`]: troubles,
  };
}

function kindOf({ kinds, needsDeadline }: Trouble): string {
  return needsDeadline === true ? "deadline" : (kinds[0] ?? "");
}

/** 1 if there was nothing to tell or to find. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
