import type { ScenarioAnswer } from "@/evals/pipeline-rca/scenario";
import type { BuiltinDiagnosis, DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { diagnoseWithClaude } from "@/lib/diagnosis/model/diagnose-with-claude";
import { buildPrompt, SYSTEM_PROMPT, type ModelDiagnosis } from "@/lib/diagnosis/model/prompt";
import type { ModelConnection, ModelUse } from "@/lib/vendors/anthropic/connection";
import { costUsd } from "@/lib/vendors/anthropic/prices";

/** A failure with its evidence, and what the built-in engine says if it may be used. */
export interface ModelCase extends DiagnosisInput {
  builtin: BuiltinDiagnosis | null;
}

/** What the model is asked to answer, for scripted ones. */
export type ScriptedAnswer = ModelDiagnosis;

export type ModelReply =
  | { ok: true; answer: ScenarioAnswer; use: ModelUse }
  | { ok: false; message: string; use: ModelUse | null };

/**
 * Asks the product's model about a failure. This file is the only place where evals and benchmarks touch the verb that does it,
 * its prompt and the shape of its answer.
 */
export async function askModelAbout(connection: ModelConnection, input: ModelCase): Promise<ModelReply> {
  const result = await diagnoseWithClaude(connection, { ...input, impact: { text: "", affected: [] } });
  if (!result.ok) return { ok: false, message: result.message, use: result.use };
  const { draft } = result;
  const use = {
    model: draft.model ?? connection.model,
    tokens: draft.tokens ?? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    costUsd: draft.costUsd,
    latencyMs: draft.latencyMs ?? 0,
  };
  return { ok: true, answer: draft, use };
}

/** The verb's limit for thinking and answer together. */
const MAX_ANSWER_TOKENS = 16_000;
/** Dense text such as hashes has fewer characters per token than prose, so this overstates the prompt. */
const FEWEST_CHARS_PER_TOKEN = 2.5;
/** As long as a real one. */
const BOUNDARY = `data-${"0".repeat(24)}`;
/** The schema of the answer, which is sent along. */
const SCHEMA_TOKENS = 2_000;

/** The most that asking can cost, in dollars; null if the model's price is not known. */
export function upperCostUsd(model: string, input: ModelCase): number | null {
  const { text } = buildPrompt({ ...input, boundary: BOUNDARY });
  const prompt = (text.length + SYSTEM_PROMPT.length) / FEWEST_CHARS_PER_TOKEN + SCHEMA_TOKENS;
  return costUsd(model, { input: prompt, output: MAX_ANSWER_TOKENS, cacheRead: 0, cacheWrite: 0 });
}

/** English prose, JSON and logs mixed; the estimate of a prompt may be a third too low or too high. */
export const CHARS_PER_TOKEN = 3.5;
/** Without thinking. */
const LIKELY_ANSWER_TOKENS = 900;

/** What asking once is likely to cost, in dollars, without thinking and without a cache; null if the price is not known. */
export function likelyCostUsd(model: string, input: ModelCase): number | null {
  const { text } = buildPrompt({ ...input, boundary: BOUNDARY });
  const tokens = {
    input: (text.length + SYSTEM_PROMPT.length) / CHARS_PER_TOKEN,
    output: LIKELY_ANSWER_TOKENS,
  };
  return costUsd(model, { ...tokens, cacheRead: 0, cacheWrite: 0 });
}
