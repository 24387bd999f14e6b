import { assetsOf, loadAnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import type { AnalysisCall } from "@/lib/diagnosis/model/agents/run-agent";
import { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { whyEscalate } from "@/lib/diagnosis/model/choose-route";
import { singleCallPrompt, SINGLE_CALL_PROMPT } from "@/lib/diagnosis/model/diagnosis-prompt";
import { PROMPT_VERSIONS } from "@/lib/diagnosis/model/rules";
import { saveNames } from "@/lib/diagnosis/model/transcripts";
import { converse, noTools } from "@/lib/model/converse";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

const MAX_TOKENS = 6_000;
const DEADLINE_MS = 60_000;

/**
 * The short way: asks once, with all the evidence. Safe to run twice.
 * @returns the call, and why it is not enough and the agents have to be asked; null if it is.
 * @throws AppError RATE_LIMITED or UNAVAILABLE if a retry may help; CONFLICT for any other failure, with its reason; NOT_FOUND.
 */
export async function askOnce(
  ctx: Context,
  input: AnalysisCall & { size: "small" | "large" },
): Promise<{ callId: string; escalate: string | null }> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId, boundary } = input;
  const connection = modelConnection(input.size);
  if (!connection) throw new AppError("CONFLICT", "Claude is not connected.");
  const material = await loadAnalysisMaterial(ctx, incidentId);
  const { failure, builtin } = material;
  const prompt = singleCallPrompt({ failure, evidence: material.shown, prior: builtin, boundary });
  const answer = await converse(ctx, connection, {
    identity: {
      incidentId,
      workflowId,
      role: "single-call",
      promptVersion: PROMPT_VERSIONS["single-call"],
    },
    system: SINGLE_CALL_PROMPT,
    prompt: prompt.text,
    schema: ModelDiagnosis,
    effort: "low",
    runTools: noTools,
    maxTurns: 1,
    maxTokens: MAX_TOKENS,
    deadlineMs: DEADLINE_MS,
  });
  if (!answer.ok) {
    throwIfRetryable(answer);
    throw new AppError("CONFLICT", answer.message);
  }
  await saveNames(ctx, answer.callId, prompt.names);
  const escalate = whyEscalate(
    answer.value,
    prompt.names,
    material.evidence,
    builtin,
    assetsOf(material.incident),
  );
  return { callId: answer.callId, escalate };
}
