import { isBlankLog, textInput, type LogInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { FetchedLog } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { AppError, messageOf } from "@/lib/platform/errors";

/** The failed attempt's log from the orchestrator's API, with the text included in the webhook as the fallback. */
export const orchestratorLog: Collector = {
  id: "orchestrator-log",
  kind: "log",
  title: "Task log",
  deadlineMs: 40_000,
  appliesTo: () => true,
  async collect(_ctx, incident, signal) {
    const reader = orchestratorReader(incident);
    if (!reader) return { pieces: [(await fromWebhook(incident)) ?? noLog(incident)] };
    try {
      const fetched = await reader.readLog(incident, signal);
      if (!isBlankLog(fetched.log))
        return { pieces: [await fromApi(fetched)], isSettled: fetched.isComplete };
      // A run that has not ended may have no log yet; fall back to the webhook's traceback.
      const carried = await fromWebhook(incident);
      const piece = carried
        ? {
            ...carried,
            message: "The orchestrator has no log for this attempt. Showing the text from the webhook.",
          }
        : gap(orchestratorLog, "empty", "The orchestrator has no log for this attempt.");
      return { pieces: [piece], isSettled: fetched.isComplete };
    } catch (error) {
      const carried = await fromWebhook(incident);
      if (!carried) throw error;
      return addApiError(carried, error);
    }
  },
};

/** The webhook's text as the fallback, with the API error beside it. */
function addApiError(carried: EvidenceDraft, error: unknown): Collected {
  const denied =
    error instanceof AppError && (error.code === "FORBIDDEN" || error.code === "UNAUTHENTICATED");
  const apiError = gap(orchestratorLog, denied ? "denied" : "failed", messageOf(error).slice(0, 500));
  const message = "The log could not be read from the API. Showing the text from the webhook.";
  return {
    pieces: [
      { ...carried, message },
      { ...apiError, key: "api", title: "Task log from the API" },
    ],
  };
}

function fromApi({ log, isTruncated }: FetchedLog): Promise<EvidenceDraft> {
  return logPiece(log, { origin: "api", isTruncated });
}

async function fromWebhook(incident: EvidenceTarget): Promise<EvidenceDraft | null> {
  const text = carriedText(incident.report);
  if (!text) return null;
  const log = textInput(text, descriptorOf(incident.source.kind).logKind);
  return logPiece(log, { origin: "webhook", isTruncated: false });
}

async function logPiece(
  log: LogInput,
  { origin, isTruncated }: { origin: LogFacts["origin"]; isTruncated: boolean },
): Promise<EvidenceDraft> {
  const { text, firstLine, findings, isCut, omittedLines } = await readLogInBackground(log);
  return {
    kind: "log",
    key: "main",
    status: "ok",
    title: origin === "api" ? "Task log" : "Error from the webhook",
    text,
    facts: { schemaVersion: 2, origin, isReadAgain: false, ...findings },
    provenance: origin === "api" ? "fact" : "claim",
    relevance: 1,
    relevanceReason: "output of the failed attempt",
    startLine: firstLine,
    truncated: isTruncated || isCut,
    message:
      origin === "api"
        ? skippedMessage(omittedLines, findings.lineCount)
        : "No API is connected, so only the text from the webhook is available.",
  };
}

function skippedMessage(omittedLines: number, lineCount: number): string | null {
  if (omittedLines === 0) return null;
  return `${omittedLines} of ${lineCount} lines were skipped: no sign of failure, or repeats.`;
}

function noLog(incident: EvidenceTarget): EvidenceDraft {
  const message = hasOrchestratorApi(incident.source.kind)
    ? `The webhook contained no error text, and no API is connected. Connect it under Setup → ${incident.source.name}.`
    : "The webhook contained no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
