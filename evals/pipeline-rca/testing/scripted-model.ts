import { LLMock } from "@copilotkit/aimock";
import type { ScriptedAnswer } from "@/evals/pipeline-rca/ask-model";
import type { Scenario } from "@/evals/pipeline-rca/scenario";

/**
 * What the scripted model answers: the truth; a common misdiagnosis with high confidence and a real quote; the same with
 * quotes that do not exist; or an error.
 */
export type Behavior = "truth" | "surely_wrong" | "invented_quotes" | "error";

/** What each answer is said to have taken. */
const USAGE = { input_tokens: 5_000, output_tokens: 800 };

/** A server that answers as Claude does, by the pipeline that the prompt names. */
export async function startScriptedModel(
  scenarios: readonly Scenario[],
  behaviorOf: (scenario: Scenario, index: number) => Behavior,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const mock = new LLMock({ port: 0 });
  await mock.start();
  mock.onMessage(/What does your part of the evidence show/, { content: '{"findings":[]}', usage: USAGE });
  const undecided = { verdict: "cannot_tell", text: "", reasons: [] };
  mock.onMessage(/Can the colleague's diagnosis be right/, {
    content: JSON.stringify(undecided),
    usage: USAGE,
  });
  for (const [index, scenario] of scenarios.entries()) {
    const pipeline = escape(scenario.failure.pipeline);
    const asked = new RegExp(`\\| pipeline: ${pipeline}\\n[^]*Why did the task fail`);
    const behavior = behaviorOf(scenario, index);
    if (behavior === "error")
      mock.onMessage(asked, { error: { message: "down", type: "api_error" }, status: 500 });
    else mock.onMessage(asked, { content: JSON.stringify(scriptedAnswer(scenario, behavior)), usage: USAGE });
  }
  return { url: mock.url, stop: () => mock.stop() };
}

function escape(text: string): string {
  return text.replaceAll(/[^\w]/g, String.raw`\$&`);
}

/** The answer of the scripted model to a scenario. */
export function scriptedAnswer(scenario: Scenario, behavior: Exclude<Behavior, "error">): ScriptedAnswer {
  const isTrue = behavior === "truth";
  const isClaimed = !isTrue || scenario.truth.outcome === "diagnosed";
  const { category, rootCause } = isTrue ? trueCause(scenario) : wrongCause(scenario);
  return {
    outcome: isClaimed ? "diagnosed" : "inconclusive",
    rootCause,
    category,
    confidence: isClaimed ? 0.9 : 0.3,
    transience: isTrue ? (scenario.truth.transience ?? "unknown") : "permanent",
    explanation: rootCause,
    claims: claimsOf(scenario, behavior),
    chain: chainOf(scenario, behavior, rootCause),
    ruledOut: [],
    gaps: [],
    impact: { text: "", citations: [] },
    recommendedActions: [],
    hypotheses: [],
  };
}

function trueCause({ truth, title }: Scenario): Pick<ScriptedAnswer, "category" | "rootCause"> {
  const words = truth.mentions.map((any) => any[0]).join(" ");
  return { category: truth.categories[0] ?? "unknown", rootCause: words === "" ? title : words };
}

function wrongCause(scenario: Scenario): Pick<ScriptedAnswer, "category" | "rootCause"> {
  const common = scenario.common_misdiagnoses.find(({ category }) => category !== undefined);
  const words = (common?.mentions ?? []).map((any) => any[0]).join(" ");
  return { category: common?.category ?? "unknown", rootCause: words === "" ? "something else" : words };
}

function claimsOf(scenario: Scenario, behavior: Behavior): ScriptedAnswer["claims"] {
  if (behavior === "invented_quotes")
    return [{ text: "It is known", citations: [cite("log", 1, "Root cause: gremlins in the warehouse")] }];
  const wanted =
    behavior === "truth"
      ? scenario.requiredEvidence
      : scenario.distractors.map(({ evidenceId, contains }) => ({ evidenceId, contains }));
  return wanted.map(({ evidenceId, contains }) => {
    const text = scenario.evidence.find(({ id }) => id === evidenceId)?.text ?? "";
    const line = text.slice(0, text.indexOf(contains)).split("\n").length;
    return { text: "As it says", citations: [cite(evidenceId, line, contains)] };
  });
}

/** From the task to the cause; each step cites what the claims cite. */
function chainOf(scenario: Scenario, behavior: Behavior, rootCause: string): ScriptedAnswer["chain"] {
  const { failure, truth } = scenario;
  const steps = behavior === "truth" ? (truth.chain ?? []).map((any) => any[0] ?? "") : [rootCause];
  const citations = claimsOf(scenario, behavior)[0]?.citations ?? [];
  const places = [failure.task ?? failure.pipeline, ...steps];
  return steps.map((text, i) => ({ from: places[i] ?? "", to: text, text, citations }));
}

/** Evidence is cited by its own id, which the product keeps if it is not one of the prompt's. */
function cite(evidence: string, line: number, quote: string) {
  return { evidence, startLine: line, endLine: line, quote };
}
