import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import type { BuiltinDiagnosis, EvidencePiece, FailureFacts } from "@/lib/diagnosis/engine/diagnosis-input";
import { factCap } from "@/lib/diagnosis/coverage-cap";
import { evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
import {
  buildPrompt,
  ModelDiagnosis,
  PROMPT_VERSION,
  SYSTEM_PROMPT,
  type Prompt,
} from "@/lib/diagnosis/model/prompt";
import type { DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import type { Claim, Impact } from "@/lib/diagnosis/schemas";
import { showHidden } from "@/lib/platform/hidden-characters";
import { redactInBackground } from "@/lib/background/redact-in-background";
import { redact } from "@/lib/redaction/redact";
import { askModel } from "@/lib/vendors/anthropic/client";
import type { ModelConnection, ModelFailure, ModelUse } from "@/lib/vendors/anthropic/connection";
import { newBoundary } from "@/lib/vendors/anthropic/data-block";

export interface ClaudeInput {
  failure: FailureFacts;
  evidence: readonly EvidencePiece[];
  builtin: Pick<
    BuiltinDiagnosis,
    "outcome" | "rootCause" | "category" | "confidence" | "hypotheses" | "signature"
  > | null;
  /** The impact observed in our own records. */
  impact: Impact;
}

const MAX_TOKENS = 16_000;
const DEADLINE_MS = 150_000;
/** Confidence cap when none of the model's quotes were found in the evidence. */
const UNPROVEN_CONFIDENCE = 0.25;

/**
 * Asks Claude for a diagnosis and keeps only what the evidence supports: code looks up each quote, claims without a valid
 * quote are dropped, and without any claim the outcome is `inconclusive`. One call, no retries; model failures are
 * returned as values.
 */
export async function diagnoseWithClaude(
  connection: ModelConnection,
  input: ClaudeInput,
  signal?: AbortSignal,
): Promise<{ ok: true; draft: DiagnosisDraft } | ModelFailure> {
  const evidence = await Promise.all(
    input.evidence.map(async (piece) => ({ ...piece, text: (await redactInBackground(piece.text)).text })),
  );
  const failure = redactFailure(input.failure);
  // Citations are checked against the stored evidence, which is what people see.
  const prompt = buildPrompt({ ...input, failure, evidence, boundary: newBoundary() });
  const answer = await askModel(connection, {
    system: SYSTEM_PROMPT,
    prompt: prompt.text,
    schema: ModelDiagnosis,
    maxTokens: MAX_TOKENS,
    deadlineMs: DEADLINE_MS,
    signal,
  });
  if (!answer.ok) return answer;
  return { ok: true, draft: judgeAnswer(answer.value, prompt, input, answer.use) };
}

function redactFailure(failure: FailureFacts): FailureFacts {
  const clean = (text: string | null | undefined) => (text ? redact(text).text : text);
  return { ...failure, message: clean(failure.message) };
}

/** Converts the model's answer to a diagnosis, dropping what the evidence does not support. Pure. */
export function judgeAnswer(
  answer: ModelDiagnosis,
  prompt: Prompt,
  input: ClaudeInput,
  use: ModelUse,
): DiagnosisDraft {
  const cite = (claims: readonly ModelDiagnosis["impact"][]) =>
    checkCitations(
      claims.slice(0, 12).map((claim) => toClaim(claim, prompt)),
      input.evidence,
    );
  const claims = cite(answer.claims);
  const isProven = claims.kept.length > 0;
  const { gaps: ownGaps, cap: coverage } = evidenceGaps(input.evidence, answer.category);
  const facts = factCap({ claims: claims.kept, evidence: input.evidence });
  const cap = Math.min(coverage, facts, isProven ? 1 : UNPROVEN_CONFIDENCE);
  const confidence = Math.min(answer.confidence, cap);
  const isSame = input.builtin?.category === answer.category;
  return {
    engine: "claude",
    outcome: isProven ? answer.outcome : "inconclusive",
    rootCause: cleanText(answer.rootCause, 500),
    category: answer.category,
    confidence,
    transience: answer.transience,
    explanation: cleanText(answer.explanation, 4_000),
    claims: claims.kept,
    causalChain: answer.causalChain.slice(0, 10).map((text) => cleanText(text, 500)),
    ruledOut: cite(answer.ruledOut).kept,
    gaps: [
      ...ownGaps,
      ...answer.gaps
        .slice(0, 6)
        .map((text) => ({ collector: "claude", text: cleanText(text, 500), penalty: 0 })),
    ],
    impact: mergeImpact(input.impact, cite([answer.impact]).kept[0]),
    recommendedActions: answer.recommendedActions.slice(0, 8).map((text) => cleanText(text, 600)),
    hypotheses: answer.hypotheses.slice(0, 5).map((hypothesis) => ({
      category: hypothesis.category,
      rootCause: cleanText(hypothesis.rootCause, 500),
      confidence: Math.min(hypothesis.confidence, cap),
      reasons: hypothesis.reasons.slice(0, 5).map((text) => cleanText(text, 300)),
    })),
    signature: isSame ? (input.builtin?.signature ?? null) : null,
    fixTemplate: null,
    model: use.model,
    promptVersion: PROMPT_VERSION,
    tokens: use.tokens,
    costUsd: use.costUsd,
    latencyMs: use.latencyMs,
    note: noteOn(claims.kept.length, claims.dropped.length),
  };
}

/** Cleans text for storage: no control characters (PostgreSQL rejects NUL), hidden characters written out, bounded. */
function cleanText(text: string, max: number): string {
  const clean = showHidden(text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "")).trim();
  return clean.length <= max ? clean : `${clean.slice(0, max - 1)}…`;
}

function toClaim(claim: ModelDiagnosis["impact"], prompt: Prompt): Claim {
  return {
    text: cleanText(claim.text, 1_000),
    citations: claim.citations.slice(0, 6).map(({ evidence, startLine, endLine, quote }) => ({
      evidenceId: prompt.evidenceIds.get(evidence) ?? evidence,
      startLine: Math.max(startLine, 1),
      endLine: Math.max(endLine, startLine, 1),
      quote: quote.slice(0, 2_000),
    })),
  };
}

function mergeImpact(observed: Impact, claimed: Claim | undefined): Impact {
  const texts = [observed.text, claimed?.text ?? ""].filter((text) => text !== "");
  return { text: texts.join("; "), affected: observed.affected };
}

function noteOn(kept: number, dropped: number): string | null {
  if (dropped === 0 && kept > 0) return null;
  if (kept === 0) {
    return "None of Claude's claims could be verified against the evidence. Do not rely on this diagnosis.";
  }
  return `${dropped} of Claude's ${kept + dropped} claims were dropped because their quotes do not occur in the evidence.`;
}
