import { citedPieces, type AnalysisCall } from "@/lib/diagnosis/model/agents/run-agent";
import { loadAnalysisMaterial } from "@/lib/diagnosis/model/analysis-material";
import { ModelCounterCheck, ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { COUNTER_CHECK_PROMPT, counterCheckPrompt } from "@/lib/diagnosis/model/counter-check-prompt";
import { idsByName, nameEvidence } from "@/lib/diagnosis/model/evidence-blocks";
import { citedIds, judgeCounterCheck, nothingToCheck } from "@/lib/diagnosis/model/judge-counter-check";
import { PROMPT_VERSIONS } from "@/lib/diagnosis/model/rules";
import { saveReadPieces } from "@/lib/diagnosis/model/save-read-pieces";
import { openToolSession } from "@/lib/diagnosis/model/tool-session";
import { readAnswer, saveNames } from "@/lib/diagnosis/model/transcripts";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { CounterCheck } from "@/lib/diagnosis/schemas";
import { converse } from "@/lib/model/converse";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { modelConnection } from "@/lib/vendors/anthropic/client";
import { throwIfRetryable } from "@/lib/vendors/anthropic/throw-if-retryable";

const MAX_TURNS = 3;
const MAX_TOKENS = 3_000;
const DEADLINE_MS = 45_000;

/** A counter-check; without a call, why there was none. */
export interface CounterCheckRun {
  callId: string | null;
  message: string | null;
}

/**
 * Tries to falsify the leading cause with the evidence that it does not cite, and with what the tools read. Safe to run twice.
 * A permanent failure is a result: the diagnosis is then not checked.
 * @param input.callId the call whose answer is checked
 * @throws AppError RATE_LIMITED or UNAVAILABLE if a retry may help; NOT_FOUND.
 */
export async function counterCheck(
  ctx: Context,
  input: AnalysisCall & { callId: string },
): Promise<CounterCheckRun> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId, boundary } = input;
  const connection = modelConnection("small");
  if (!connection) return { callId: null, message: "Claude is not connected." };
  const [material, leading] = await Promise.all([
    loadAnalysisMaterial(ctx, incidentId),
    readAnswer(ctx, input.callId, ModelDiagnosis),
  ]);
  const cited = citedIds(leading.value, leading.names);
  const unused = material.shown.filter(({ id }) => !cited.has(id));
  const nameOf = nameEvidence(material.shown);
  const session = await openToolSession(ctx, material, { nameOf, boundary });
  const message = nothingToCheck(leading.value, unused, session.definitions.length > 0);
  if (message !== null) return { callId: null, message };
  const answer = await converse(ctx, connection, {
    identity: {
      incidentId,
      workflowId,
      role: "counter-check",
      promptVersion: PROMPT_VERSIONS["counter-check"],
    },
    system: COUNTER_CHECK_PROMPT,
    prompt: counterCheckPrompt({
      failure: material.failure,
      leading: leading.value,
      unused,
      nameOf,
      boundary,
    }),
    tools: session.definitions,
    runTools: session.run,
    schema: ModelCounterCheck,
    effort: "low",
    maxTurns: MAX_TURNS,
    maxTokens: MAX_TOKENS,
    deadlineMs: DEADLINE_MS,
  });
  if (!answer.ok) {
    throwIfRetryable(answer);
    return { callId: null, message: answer.message };
  }
  const pieces = citedPieces(answer.value.reasons, session.read);
  const read = await saveReadPieces(ctx, { incidentId, role: "counter-check", pieces });
  await saveNames(ctx, answer.callId, { ...idsByName(nameOf), ...read });
  return { callId: answer.callId, message: null };
}

/** The result of a counter-check (`judgeCounterCheck`); null without a call. @throws AppError NOT_FOUND. */
export async function counterCheckResult(
  ctx: Context,
  run: CounterCheckRun,
  leading: { value: ModelDiagnosis; names: Readonly<Record<string, string>> },
  evidence: readonly EvidencePiece[],
): Promise<CounterCheck | null> {
  if (run.callId === null) return null;
  const { value, names } = await readAnswer(ctx, run.callId, ModelCounterCheck);
  return judgeCounterCheck(value, names, citedIds(leading.value, leading.names), evidence);
}
