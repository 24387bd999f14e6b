import { agentReport } from "@/lib/diagnosis/model/agents/agent-report";
import type { AgentRun, AnalysisCall } from "@/lib/diagnosis/model/agents/run-agent";
import { loadAnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { synthesisPrompt, SYNTHESIZER_PROMPT } from "@/lib/diagnosis/model/diagnosis-prompt";
import { PROMPT_VERSIONS } from "@/lib/diagnosis/model/rules";
import { saveNames } from "@/lib/diagnosis/model/transcripts";
import { converse, noTools } from "@/lib/model/converse";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

const MAX_TOKENS = 6_000;
const DEADLINE_MS = 90_000;

/**
 * Has the larger model rank the hypotheses and write the diagnosis, from what the agents found. Safe to run twice.
 * @throws AppError RATE_LIMITED or UNAVAILABLE if a retry may help; CONFLICT for any other failure, with its reason, and if
 *   no agent answered; NOT_FOUND.
 */
export async function synthesize(
  ctx: Context,
  input: AnalysisCall & { runs: readonly AgentRun[] },
): Promise<{ callId: string }> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId, boundary, runs } = input;
  const failed = runs.filter(({ status }) => status === "failed");
  if (failed.length > 0 && runs.every(({ status }) => status !== "answered"))
    throw new AppError("CONFLICT", failed[0]?.message ?? "Claude did not answer.");
  const connection = modelConnection("large");
  if (!connection) throw new AppError("CONFLICT", "Claude is not connected.");
  const material = await loadAnalysisMaterial(ctx, incidentId);
  const reports = await Promise.all(runs.map((run) => agentReport(ctx, run, material.evidence)));
  const { failure, shown: evidence, builtin: prior } = material;
  const prompt = synthesisPrompt({ failure, evidence, prior, boundary, reports });
  const answer = await converse(ctx, connection, {
    identity: {
      incidentId,
      workflowId,
      role: "synthesizer",
      promptVersion: PROMPT_VERSIONS.synthesizer,
    },
    system: SYNTHESIZER_PROMPT,
    prompt: prompt.text,
    schema: ModelDiagnosis,
    effort: "medium",
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
  return { callId: answer.callId };
}
