import type { LogInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import type { EvidenceDraft, LogFacts } from "@/lib/evidence/schemas";

/** A piece of evidence whose log was read. */
export type LogPiece = Extract<EvidenceDraft, { kind: "log"; status: "ok" }> & { facts: LogFacts };

/**
 * Reads a log into a piece of evidence.
 * @throws AppError UNAVAILABLE when too many logs are being read.
 */
export async function readLogPiece(
  log: LogInput,
  {
    origin,
    isTruncated,
    tryNumber,
    hasApi = true,
  }: {
    origin: LogFacts["origin"];
    isTruncated: boolean;
    tryNumber: number | null;
    /** Whether there is an API that could say more, connected or not. */
    hasApi?: boolean;
  },
): Promise<LogPiece> {
  const { text, firstLine, findings, isCut, omittedLines } = await readLogInBackground(log);
  return {
    kind: "log",
    key: tryNumber === null ? "main" : `try-${tryNumber}`,
    status: "ok",
    title: origin === "api" ? "Task log" : "Error from the webhook",
    text,
    facts: { schemaVersion: 2, origin, isReadAgain: false, ...findings, tryNumber, isEarlierTry: false },
    provenance: origin === "api" ? "fact" : "claim",
    relevance: 1,
    relevanceReason: "output of the failed attempt",
    startLine: firstLine,
    truncated: isTruncated || isCut,
    message:
      origin === "api"
        ? whatIsMissing({ omittedLines, lineCount: findings.lineCount, isTruncated })
        : hasApi
          ? "No API is connected, so only the text from the webhook is available."
          : null,
  };
}

function whatIsMissing({
  omittedLines,
  lineCount,
  isTruncated,
}: {
  omittedLines: number;
  lineCount: number;
  isTruncated: boolean;
}): string | null {
  const parts = [];
  if (isTruncated) parts.push("The orchestrator's API did not return the whole log.");
  if (omittedLines > 0)
    parts.push(`${omittedLines} of ${lineCount} lines were skipped: no sign of failure, or repeats.`);
  return parts.length === 0 ? null : parts.join(" ");
}
