import { gap, type Collected, type Collector } from "@/lib/evidence/collector";
import { excerptAround } from "@/lib/evidence/excerpt";
import { hasOrchestratorApi, orchestratorReader, type LogReading } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import type { Subject } from "@/lib/evidence/subject";
import { parseLog } from "@/lib/logs/parse-log";
import { redact } from "@/lib/logs/redact";
import type { LogKind } from "@/lib/logs/schemas";
import { AppError, messageOf } from "@/lib/platform/errors";

/** What is kept of a log: enough to read, small enough for a page and a model. */
const MAX_KEPT_BYTES = 512 * 1024;

/** The failing try's log through the orchestrator's API; without one, what the webhook itself carried. */
export const orchestratorLog: Collector = {
  id: "orchestrator-log",
  kind: "log",
  title: "Task log",
  deadlineMs: 40_000,
  appliesTo: () => true,
  async collect(_ctx, subject, signal) {
    const reader = orchestratorReader(subject);
    const carried = fromWebhook(subject);
    if (!reader) return { pieces: carried ? [carried] : [noLog(subject)] };
    try {
      const reading = await reader.readLog(subject, signal);
      // A run that has not ended may say "no log yet"; the webhook's own traceback is better than nothing.
      if (reading.text.trim() === "") {
        return {
          pieces: [
            carried
              ? {
                  ...carried,
                  message: "The orchestrator has no log of this try; this is what the webhook carried.",
                }
              : gap(orchestratorLog, "empty", "The orchestrator has no log of this try."),
          ],
          isSettled: reading.isComplete,
        };
      }
      return { pieces: [fromApi(reading)], isSettled: reading.isComplete };
    } catch (error) {
      if (!carried) throw error;
      return withTrouble(carried, error);
    }
  },
};

/** The webhook's own text stands in, and the trouble with the API is shown beside it. */
function withTrouble(carried: EvidenceDraft, error: unknown): Collected {
  const denied =
    error instanceof AppError && (error.code === "FORBIDDEN" || error.code === "UNAUTHENTICATED");
  const trouble = gap(orchestratorLog, denied ? "denied" : "failed", messageOf(error).slice(0, 500));
  const message = "The log could not be read through the API; this is what the webhook carried.";
  return {
    pieces: [
      { ...carried, message },
      { ...trouble, key: "api", title: "Task log from the API" },
    ],
  };
}

function fromApi(reading: LogReading): EvidenceDraft {
  // Redacted first: line numbers do not move, and the reader sees what is kept.
  const text = redact(reading.text).text;
  return logPiece(text, {
    kind: reading.logKind,
    origin: "api",
    firstLine: reading.firstLine,
    isTruncated: reading.isTruncated,
  });
}

function fromWebhook(subject: Subject): EvidenceDraft | null {
  const { exception, log, reason } = subject.report;
  const text =
    log ??
    exception?.traceback ??
    tracebackless(exception?.type ?? null, exception?.message ?? null) ??
    reason;
  if (!text) return null;
  const kind =
    subject.source.kind === "prefect" ? "prefect" : subject.source.kind === "airflow" ? "airflow" : "auto";
  return logPiece(redact(text).text, { kind, origin: "webhook", firstLine: 1, isTruncated: false });
}

function tracebackless(type: string | null, message: string | null): string | null {
  if (!message) return type;
  return type && type !== "str" ? `${type}: ${message}` : message;
}

function logPiece(
  text: string,
  from: { kind: LogKind | "auto"; origin: LogFacts["origin"]; firstLine: number; isTruncated: boolean },
): EvidenceDraft {
  const parsed = parseLog(text, { kind: from.kind });
  const kept = excerptAround(text, parsed.window, MAX_KEPT_BYTES);
  const shift = from.firstLine - 1;
  const facts: LogFacts = {
    failingLines: parsed.failingLines.map((one) => ({ ...one, line: one.line + shift })),
    window: { startLine: parsed.window.startLine + shift, endLine: parsed.window.endLine + shift },
    chain: parsed.exceptions.slice(-40).map(({ type, message, messageLine, isRoot, chainId, link }) => ({
      type,
      message: message.slice(0, 500),
      line: messageLine + shift,
      isRoot,
      chainId,
      link,
    })),
    lineCount: parsed.lineCount + shift,
    outcome: parsed.outcome,
    logKind: parsed.kind,
    origin: from.origin,
  };
  return {
    kind: "log",
    key: "main",
    status: "ok",
    title: from.origin === "api" ? "Task log" : "Error carried by the webhook",
    text: kept.text,
    facts,
    relevance: 1,
    startLine: kept.startLine + shift,
    truncated: from.isTruncated || kept.isCut,
    message: from.origin === "api" ? null : "No API is connected, so only what the webhook carried is known.",
  };
}

function noLog(subject: Subject): EvidenceDraft {
  const message = hasOrchestratorApi(subject.source.kind)
    ? `The webhook carried no error text, and no API is connected. Connect it under Setup → ${subject.source.name}.`
    : "The webhook carried no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
