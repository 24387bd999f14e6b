import { isBlankLog, textInput, type LogInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import { gap, type Collected, type Collector, type EvidenceTarget } from "@/lib/evidence/collector";
import { hasOrchestratorApi, orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { FetchedLog } from "@/lib/evidence/orchestrators/reader";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { AppError, messageOf } from "@/lib/platform/errors";

/** The failing try's log through the orchestrator's API; without one, what the webhook itself carried. */
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
      // A run that has not ended may say "no log yet"; the webhook's own traceback is better than nothing.
      const carried = await fromWebhook(incident);
      const piece = carried
        ? {
            ...carried,
            message: "The orchestrator has no log of this try; this is what the webhook carried.",
          }
        : gap(orchestratorLog, "empty", "The orchestrator has no log of this try.");
      return { pieces: [piece], isSettled: fetched.isComplete };
    } catch (error) {
      const carried = await fromWebhook(incident);
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
    title: origin === "api" ? "Task log" : "Error carried by the webhook",
    text,
    facts: { schemaVersion: 2, origin, isReadAgain: false, ...findings },
    provenance: origin === "api" ? "fact" : "claim",
    relevance: 1,
    relevanceReason: "what the failing try itself printed",
    startLine: firstLine,
    truncated: isTruncated || isCut,
    message:
      origin === "api"
        ? leftOut(omittedLines, findings.lineCount)
        : "No API is connected, so only what the webhook carried is known.",
  };
}

function leftOut(omittedLines: number, lineCount: number): string | null {
  if (omittedLines === 0) return null;
  return `Of ${lineCount} lines ${omittedLines} without a sign of failure, or that repeat one, were not looked at closely.`;
}

function noLog(incident: EvidenceTarget): EvidenceDraft {
  const message = hasOrchestratorApi(incident.source.kind)
    ? `The webhook carried no error text, and no API is connected. Connect it under Setup → ${incident.source.name}.`
    : "The webhook carried no error text.";
  return { ...gap(orchestratorLog, "not_connected", message), kind: "no_log" };
}
