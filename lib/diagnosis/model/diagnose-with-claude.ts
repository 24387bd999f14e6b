import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import type { BuiltinDiagnosis, EvidencePiece, FailureFacts } from "@/lib/diagnosis/engine/diagnosis-input";
import { confidenceCap, evidenceGaps } from "@/lib/diagnosis/engine/evidence-gaps";
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
  /** What our own records show to have suffered. */
  impact: Impact;
}

const MAX_TOKENS = 16_000;
const DEADLINE_MS = 150_000;
/** The most that may be claimed when no quote of the model was found in the evidence. */
const UNPROVEN_CONFIDENCE = 0.25;

/**
 * Asks Claude for a diagnosis and keeps of the answer what the evidence bears out: each claim's quotes are
 * looked up by code, claims without one are dropped, and with no claim left the outcome is `inconclusive`.
 * One call, no retries; every failure of the model is a value.
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
  // Citations are checked against the evidence as stored, which is what people see.
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

/** The model's answer as a diagnosis, without what the evidence does not bear out. Pure. */
export function judgeAnswer(
  said: ModelDiagnosis,
  prompt: Prompt,
  input: ClaudeInput,
  use: ModelUse,
): DiagnosisDraft {
  const cite = (claims: readonly ModelDiagnosis["impact"][]) =>
    checkCitations(
      claims.slice(0, 12).map((claim) => toClaim(claim, prompt)),
      input.evidence,
    );
  const claims = cite(said.claims);
  const isProven = claims.kept.length > 0;
  const hasLog = input.evidence.some((piece) => piece.kind === "log" && piece.status === "ok");
  const ownGaps = evidenceGaps(input.evidence, said.category, hasLog);
  const cap = Math.min(confidenceCap(ownGaps), isProven ? 1 : UNPROVEN_CONFIDENCE);
  const confidence = Math.min(said.confidence, cap);
  const isSame = input.builtin?.category === said.category;
  return {
    engine: "claude",
    outcome: isProven ? said.outcome : "inconclusive",
    rootCause: plain(said.rootCause, 500),
    category: said.category,
    confidence,
    transience: said.transience,
    explanation: plain(said.explanation, 4_000),
    claims: claims.kept,
    causalChain: said.causalChain.slice(0, 10).map((text) => plain(text, 500)),
    ruledOut: cite(said.ruledOut).kept,
    gaps: [
      ...ownGaps,
      ...said.gaps.slice(0, 6).map((text) => ({ collector: "claude", text: plain(text, 500), penalty: 0 })),
    ],
    impact: withObserved(input.impact, cite([said.impact]).kept[0]),
    recommendedActions: said.recommendedActions.slice(0, 8).map((text) => plain(text, 600)),
    hypotheses: said.hypotheses.slice(0, 5).map((one) => ({
      category: one.category,
      rootCause: plain(one.rootCause, 500),
      confidence: Math.min(one.confidence, cap),
      reasons: one.reasons.slice(0, 5).map((text) => plain(text, 300)),
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

/** Text for storage: no control characters (PostgreSQL takes no NUL), hidden ones written out, bounded. */
function plain(text: string, max: number): string {
  const clean = showHidden(text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, "")).trim();
  return clean.length <= max ? clean : `${clean.slice(0, max - 1)}…`;
}

function toClaim(claim: ModelDiagnosis["impact"], prompt: Prompt): Claim {
  return {
    text: plain(claim.text, 1_000),
    citations: claim.citations.slice(0, 6).map(({ evidence, startLine, endLine, quote }) => ({
      evidenceId: prompt.evidenceIds.get(evidence) ?? evidence,
      startLine: Math.max(startLine, 1),
      endLine: Math.max(endLine, startLine, 1),
      quote: quote.slice(0, 2_000),
    })),
  };
}

function withObserved(observed: Impact, claimed: Claim | undefined): Impact {
  const texts = [observed.text, claimed?.text ?? ""].filter((text) => text !== "");
  return { text: texts.join("; "), affected: observed.affected };
}

function noteOn(kept: number, dropped: number): string | null {
  if (dropped === 0 && kept > 0) return null;
  if (kept === 0) {
    return "Nothing that Claude claimed could be found in the evidence, so this is not a diagnosis to rely on.";
  }
  return `${dropped} of Claude's ${kept + dropped} claims were dropped: what they quote does not stand in the evidence.`;
}
