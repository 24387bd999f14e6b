import type { Adapter, Reply } from "@/evals/pipeline-rca/adapters";
import type { Scenario, ScenarioAnswer } from "@/evals/pipeline-rca/scenario";
import { scoreAnswer, scoreNoAnswer, summarize, type ScenarioScore } from "@/evals/pipeline-rca/score";

/** A failed scenario with what was missed. */
export interface WrongAnswer {
  id: string;
  missed: string[];
  truth: Scenario["truth"];
  /** Null if the system did not answer. */
  answer: Pick<ScenarioAnswer, "outcome" | "category" | "confidence" | "rootCause"> | null;
}

export interface ScenarioRun {
  metrics: Record<string, number>;
  scores: ScenarioScore[];
  wrong: WrongAnswer[];
  /** How long an answer took. */
  latencyMs: { median: number; p95: number };
  /** Null if no model was asked. `costUsd` counts the calls with a known cost. */
  model: { calls: number; answers: number; costUsd: number; unpricedCalls: number } | null;
}

/**
 * Runs a system on scenarios, one after the other.
 * @param mayContinue asked before each scenario; throws to stop, for example when the money is spent
 * @throws Error if the run shows nothing: no scenarios, no answer, or a model that never answered
 */
export async function runScenarios(
  adapter: Adapter,
  scenarios: readonly Scenario[],
  mayContinue: (spentUsd: number) => void = () => {},
): Promise<ScenarioRun> {
  if (scenarios.length === 0) throw new Error(`${adapter.name}: there are no scenarios to run`);
  const replies: { scenario: Scenario; reply: Reply; ms: number }[] = [];
  let spentUsd = 0;
  for (const scenario of scenarios) {
    mayContinue(spentUsd);
    const started = performance.now();
    const reply = await adapter.answer({ failure: scenario.failure, evidence: scenario.evidence });
    replies.push({ scenario, reply, ms: performance.now() - started });
    spentUsd += reply.model?.costUsd ?? 0;
  }
  const model = modelOf(replies.flatMap(({ reply }) => reply.model ?? []));
  throwIfEmpty(adapter, replies, model);
  const scores = replies.map(({ scenario, reply: { answer } }) =>
    answer === null ? scoreNoAnswer(scenario) : scoreAnswer(scenario, answer),
  );
  const unanswered = replies.filter(({ reply }) => reply.answer === null).length;
  return {
    metrics: { ...summarize(scenarios, scores), ...(adapter.needsModel && { unanswered }) },
    scores,
    wrong: replies.flatMap(({ scenario, reply }, i) => wrongAnswer(scenario, scores[i], reply.answer)),
    latencyMs: latencyOf(replies.map(({ ms }) => ms)),
    model,
  };
}

function modelOf(uses: readonly NonNullable<Reply["model"]>[]): ScenarioRun["model"] {
  if (uses.length === 0) return null;
  const costs = uses.flatMap(({ costUsd }) => costUsd ?? []);
  return {
    calls: uses.length,
    answers: uses.filter(({ hasAnswered }) => hasAnswered).length,
    costUsd: costs.reduce((sum, cost) => sum + cost, 0),
    unpricedCalls: uses.length - costs.length,
  };
}

function throwIfEmpty(
  { name, needsModel }: Adapter,
  replies: readonly { reply: Reply }[],
  model: ScenarioRun["model"],
): void {
  const said = replies.flatMap(({ reply }) => reply.model?.message ?? [])[0];
  const why = said === undefined ? "" : `: ${said}`;
  if (needsModel && (model?.answers ?? 0) === 0)
    throw new Error(`${name}: the model answered none of ${replies.length} questions${why}`);
  if (replies.every(({ reply }) => reply.answer === null))
    throw new Error(`${name}: none of ${replies.length} questions was answered${why}`);
}

/** Scores that are true for a wrong answer. */
const BAD_IF_TRUE: ReadonlySet<string> = new Set(["falselySure", "misdiagnosed"]);

function wrongAnswer(
  { id, truth }: Scenario,
  score: ScenarioScore | undefined,
  answer: ScenarioAnswer | null,
): WrongAnswer[] {
  const missed = Object.entries(score ?? {}).flatMap(([key, value]) =>
    value === BAD_IF_TRUE.has(key) ? [key] : [],
  );
  if (missed.length === 0) return [];
  if (answer === null) return [{ id, missed, truth, answer }];
  const { outcome, category, confidence, rootCause } = answer;
  return [{ id, missed, truth, answer: { outcome, category, confidence, rootCause } }];
}

function latencyOf(all: readonly number[]): ScenarioRun["latencyMs"] {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;
  return { median: at(0.5), p95: at(0.95) };
}
