import { startModelServer, type CountedCall } from "@/bench/model-server";
import { toInput } from "@/evals/pipeline-rca/adapters";
import { askModelAbout, type ScriptedAnswer } from "@/evals/pipeline-rca/ask-model";
import { readScenarios, type Scenario } from "@/evals/pipeline-rca/scenario";
import { scriptedAnswer } from "@/evals/pipeline-rca/testing/scripted-model";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { costUsd } from "@/lib/vendors/anthropic/prices";

const DEFAULT_MODEL = "claude-sonnet-5-5";
/** Time between two incidents: on a usual day, and in an outage. */
const GAPS_MS = { quiet: 30 * 60_000, burst: 20_000 };
/** Lines of ordinary output before the log of a scenario, which is short by itself. */
const NOISE_LINES = { short: 0, long: 1_500 };

/**
 * What asking the model about an incident takes, at the configured prices: the scenarios with distractors, with short and long
 * logs, on a usual day and in an outage. Tokens are characters / 3.5, which may be off by a third; answers are scripted and as
 * long as a scenario's own explanations; there is no thinking, and `ownMs` is the time without the model's.
 * `BENCH_MODEL` chooses another model.
 */
export async function benchModelCost(): Promise<Record<string, number>> {
  process.env["NEXTAUTH_SECRET"] ??= "bench".repeat(8);
  process.env["PD_ENCRYPTION_KEY"] ??= "bench".repeat(8);
  const model = process.env["BENCH_MODEL"] ?? DEFAULT_MODEL;
  const scenarios = [...readScenarios("open"), ...readScenarios("held-out")];
  const figures: Record<string, number> = {};
  for (const [length, lines] of Object.entries(NOISE_LINES)) {
    const padded = scenarios.map((scenario) => withNoise(scenario, lines));
    for (const [rhythm, gapMs] of Object.entries(GAPS_MS)) {
      const run = await replay(padded, model, gapMs);
      for (const [figure, value] of Object.entries(run)) figures[`${length}.${rhythm}.${figure}`] = value;
    }
  }
  return figures;
}

interface Asked {
  calls: CountedCall[];
  ownMs: number;
}

async function replay(
  scenarios: readonly Scenario[],
  model: string,
  gapMs: number,
): Promise<Record<string, number>> {
  let nowMs = 0;
  let current: Scenario | undefined;
  const server = await startModelServer({
    now: () => nowMs,
    answer: (request) => (current === undefined ? "" : JSON.stringify(answerTo(request, current))),
  });
  const asked: Asked[] = [];
  try {
    for (const scenario of scenarios) {
      current = scenario;
      nowMs += gapMs;
      const before = server.calls.length;
      const input = toInput(scenario);
      const started = performance.now();
      const builtin = diagnoseFailure(input);
      const reply = await askModelAbout(
        { apiKey: "bench", baseUrl: server.url, model },
        { ...input, builtin },
      );
      if (!reply.ok) throw new Error(`${scenario.id}: ${reply.message}`);
      asked.push({ calls: server.calls.slice(before), ownMs: performance.now() - started });
    }
  } finally {
    await server.stop();
  }
  return summarize(asked);
}

function summarize(asked: readonly Asked[]): Record<string, number> {
  if (asked.length === 0 || asked.some(({ calls }) => calls.length === 0))
    throw new Error("The model was not asked about every incident, so there is nothing to count.");
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
  const prompts = asked.map(({ calls }) =>
    sum(calls.map(({ tokens }) => tokens.input + tokens.cacheRead + tokens.cacheWrite)),
  );
  const outputs = asked.map(({ calls }) => sum(calls.map(({ tokens }) => tokens.output)));
  const dollars = asked.map(({ calls }) =>
    sum(calls.map(({ model, tokens }) => costUsd(model, tokens) ?? Number.NaN)),
  );
  const read = sum(asked.flatMap(({ calls }) => calls.map(({ tokens }) => tokens.cacheRead)));
  return {
    incidents: asked.length,
    "calls.median": at(
      asked.map(({ calls }) => calls.length),
      0.5,
    ),
    "calls.p95": at(
      asked.map(({ calls }) => calls.length),
      0.95,
    ),
    "promptTokens.median": at(prompts, 0.5),
    "promptTokens.p95": at(prompts, 0.95),
    "outputTokens.median": at(outputs, 0.5),
    "outputTokens.p95": at(outputs, 0.95),
    // In tenths of a cent: the table shows two digits.
    "milliUsd.median": at(dollars, 0.5) * 1_000,
    "milliUsd.p95": at(dollars, 0.95) * 1_000,
    cacheHitRate: read / sum(prompts),
    "ownMs.median": at(
      asked.map(({ ownMs }) => ownMs),
      0.5,
    ),
    "ownMs.p95": at(
      asked.map(({ ownMs }) => ownMs),
      0.95,
    ),
  };
}

function at(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The scenario with ordinary lines before its log, in the form of the log's first line. */
function withNoise(scenario: Scenario, lines: number): Scenario {
  const evidence = scenario.evidence.map((piece) => {
    if (piece.kind !== "log" || lines === 0) return piece;
    const [first = ""] = piece.text.split("\n");
    const noise = Array.from(
      { length: lines },
      (_, i) => `${first} (batch ${i} of ${lines}: ${i * 17} rows)`,
    );
    return { ...piece, text: [...noise, piece.text].join("\n") };
  });
  return { ...scenario, evidence };
}

/** Agents and the counter-check answer in their own shapes, with as much to say. */
function answerTo(request: { messages: unknown }, scenario: Scenario): object {
  const asked = JSON.stringify(request.messages);
  const answer = fullAnswer(scenario);
  if (asked.includes("What does your part of the evidence show"))
    return { findings: answer.claims.map((claim) => ({ ...claim, bearing: "cause" })) };
  if (asked.includes("Can the colleague's diagnosis be right"))
    return { verdict: "stands", text: answer.explanation.slice(0, 300), reasons: [] };
  return answer;
}

/** The true answer with as much text as the scenario has explanations. */
function fullAnswer(scenario: Scenario): ScriptedAnswer {
  const whys = [...scenario.distractors, ...scenario.common_misdiagnoses].map(({ why }) => why);
  const answer = scriptedAnswer(scenario, "truth");
  const wrong = scriptedAnswer(scenario, "surely_wrong");
  return {
    ...answer,
    rootCause: `${scenario.title}: ${answer.rootCause}`,
    explanation: [scenario.title, ...whys].join(". "),
    ruledOut: wrong.claims.map((claim, i) => ({
      ...claim,
      text: scenario.distractors[i]?.why ?? claim.text,
    })),
    recommendedActions: whys.slice(0, 3),
    hypotheses: scenario.common_misdiagnoses.map(({ category, why }) => ({
      category: category ?? "unknown",
      rootCause: why,
      confidence: 0.1,
      reasons: [why],
    })),
  };
}
