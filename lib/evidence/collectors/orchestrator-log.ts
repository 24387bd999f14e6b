import { redactInBackground } from "@/lib/background/redact-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { excerptAround, type Excerpt } from "@/lib/evidence/excerpt";
import { keepText } from "@/lib/evidence/orchestrators/keep-task-log";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { LogReading } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import type { KeptLog } from "@/lib/logs/retention/keep-log";
import { understandKept } from "@/lib/logs/retention/read-log-stream";
import type { LineSpan, LogKind } from "@/lib/logs/schemas";
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
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    const carried = await fromWebhook(incident);
    if (!reader) return { pieces: carried ? [carried] : [noLog(incident)] };
    try {
      const reading = await reader.readLog(incident, signal);
      // A run that has not ended may say "no log yet"; the webhook's own traceback is better than nothing.
      if (reading.kept.text.trim() === "") {
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
      return { pieces: [await fromApi(reading)], isSettled: reading.isComplete };
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

function fromApi(reading: LogReading): Promise<EvidenceDraft> {
  return logPiece(reading.kept, { kind: reading.logKind, origin: "api", isTruncated: reading.isTruncated });
}

async function fromWebhook(incident: EvidenceTarget): Promise<EvidenceDraft | null> {
  const text = carriedText(incident.report);
  if (!text) return null;
  const kind = descriptorOf(incident.source.kind).logKind;
  return logPiece(keepText(text), { kind, origin: "webhook", isTruncated: false });
}

async function logPiece(
  whole: KeptLog,
  from: { kind: LogKind | "auto"; origin: LogFacts["origin"]; isTruncated: boolean },
): Promise<EvidenceDraft> {
  // Redacted first: line numbers do not move, and the reader sees what is kept.
  const log: KeptLog = { ...whole, text: (await redactInBackground(whole.text)).text };
  const { parsed } = understandKept(log, from.kind);
  const kept = excerptOf(log, parsed.window);
  const facts: LogFacts = {
    schemaVersion: 1,
    failingLines: parsed.failingLines,
    window: parsed.window,
    chain: parsed.exceptions.slice(-40).map(({ type, message, messageLine, isRoot, chainId, link }) => ({
      type,
      message: message.slice(0, 500),
      line: messageLine,
      isRoot,
      chainId,
      link,
    })),
    lineCount: parsed.lineCount,
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
    provenance: from.origin === "api" ? "fact" : "claim",
    relevance: 1,
    relevanceReason: "what the failing try itself printed",
    startLine: kept.startLine,
    truncated: from.isTruncated || kept.isCut,
    message:
      from.origin === "api"
        ? leftOut(log)
        : "No API is connected, so only what the webhook carried is known.",
  };
}

/** Consecutive lines around the window; `startLine` is the number of the first in the log. */
function excerptOf({ text, numbers }: KeptLog, window: LineSpan): Excerpt {
  const local = (line: number) => numbers.local(line) ?? 1;
  const stretch = numbers.stretchOf(local(window.endLine));
  const isAll = stretch.startLine === 1 && stretch.endLine === Number.MAX_SAFE_INTEGER;
  const shift = stretch.startLine - 1;
  const excerpt = excerptAround(
    isAll ? text : text.split("\n").slice(shift, stretch.endLine).join("\n"),
    { startLine: local(window.startLine) - shift, endLine: local(window.endLine) - shift },
    MAX_KEPT_BYTES,
  );
  return {
    ...excerpt,
    startLine: numbers.original(excerpt.startLine + shift),
    isCut: excerpt.isCut || !isAll,
  };
}

function leftOut({ omitted, lineCount }: KeptLog): string | null {
  if (omitted.lines === 0) return null;
  return `Of ${lineCount} lines ${omitted.lines} without a sign of failure, or that repeat one, were not looked at closely.`;
}

function noLog(incident: EvidenceTarget): EvidenceDraft {
  const message = hasOrchestratorApi(incident.source.kind)
    ? `The webhook carried no error text, and no API is connected. Connect it under Setup → ${incident.source.name}.`
    : "The webhook carried no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
