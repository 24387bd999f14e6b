import { setTimeout as sleep } from "node:timers/promises";
import { loadRetryHistory } from "@/lib/advice/data";
import { decideRetry } from "@/lib/advice/decide-retry";
import type { RetryAdvice, RetryQuestion } from "@/lib/advice/schemas";
import { textInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { redact } from "@/lib/redaction/redact";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";

/** The client waits a second; afterwards the pipeline's own setting holds anyway. */
const BUDGET_MS = 800;

/**
 * Answers whether a retry of a failed attempt can help, from its error and from what earlier retries achieved; no model.
 * Advice against a retry is stored before it is given, so that the incident can say why there was none.
 * `sourceId`: the source that asks; null for an API token, which asks about any pipeline of its workspace.
 */
export async function adviseRetry(
  ctx: Context,
  sourceId: string | null,
  question: RetryQuestion,
): Promise<RetryAdvice> {
  authorize(ctx, "advice.ask");
  const { maxTries, tryNumber } = question;
  if (maxTries != null && tryNumber >= maxTries) {
    return { retry: false, reason: "This was the last attempt that the pipeline's settings allow." };
  }
  const timeout = new AbortController();
  const late = sleep(BUDGET_MS, null, { signal: timeout.signal }).catch(() => null);
  const advice = await Promise.race([decide(ctx, sourceId, question), late]);
  timeout.abort();
  return advice ?? { retry: true, reason: "There was no time to judge this error." };
}

async function decide(ctx: Context, sourceId: string | null, question: RetryQuestion): Promise<RetryAdvice> {
  const [diagnosis, history] = await Promise.all([
    judgeError(question),
    loadRetryHistory(ctx, sourceId, question),
  ]);
  const { message } = question.error;
  const advice = decideRetry({ diagnosis, history, message, tryNumber: question.tryNumber });
  if (!advice.retry) await keepAdvice(ctx, { sourceId, question, advice, signature: diagnosis.signature });
  return advice;
}

/** The built-in diagnosis of an error, which the failing process itself reports: its log is not written yet. */
async function judgeError({ pipeline, task, error, tryNumber, maxTries }: RetryQuestion) {
  const type = error.type ?? null;
  const text = redact(error.traceback ?? (type ? `${type}: ${error.message}` : error.message)).text;
  const said = await readLogInBackground(textInput(text, "auto"));
  return diagnoseFailure({
    evidence: [logPiece(said)],
    failure: {
      orchestrator: "",
      pipeline,
      task: task ?? null,
      exceptionType: type,
      message: redact(error.message).text,
      tryNumber,
      maxTries: maxTries ?? null,
    },
  });
}

async function keepAdvice(
  ctx: Context,
  kept: { sourceId: string | null; question: RetryQuestion; advice: RetryAdvice; signature: string | null },
): Promise<void> {
  const { question, advice } = kept;
  await ctx.db.retryAdvice.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      sourceId: kept.sourceId,
      pipeline: question.pipeline,
      task: question.task ?? null,
      run: question.runId ?? null,
      mapIndex: question.mapIndex ?? -1,
      tryNumber: question.tryNumber,
      maxTries: question.maxTries ?? null,
      reason: advice.reason,
      signature: kept.signature,
      at: ctx.now(),
    },
  });
}
