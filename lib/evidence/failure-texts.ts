import { textInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import type { Evidence, LogEvidence } from "@/lib/evidence/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import type { ReadText } from "@/lib/logs/schemas";

/**
 * The parsed texts that show how an attempt failed: the logs in its evidence, the most relevant first and without those of
 * earlier tries, or without any the text included in the report.
 * @throws AppError UNAVAILABLE when too many large texts are being read.
 */
export async function failureTexts(
  report: FailureReport,
  evidence: readonly Evidence[],
): Promise<ReadText[]> {
  const logs = evidence.flatMap((piece) => (piece.kind === "log" ? logText(piece) : []));
  if (logs.length > 0) return logs;
  const carried = carriedText(report);
  return carried === null ? [] : [await readLogInBackground(textInput(carried, "auto"))];
}

/** Parses the report's traceback if no log in the evidence shows what failed; otherwise null. */
export async function readReportedTraceback(
  report: FailureReport,
  evidence: readonly Evidence[],
): Promise<ReadText | null> {
  const showsFailure = ({ facts }: LogEvidence) =>
    facts !== null &&
    (facts.origin === "webhook" || facts.exceptions.length > 0 || facts.failingLines.length > 0);
  const traceback = report.exception?.traceback;
  if (!traceback || evidence.some((piece) => piece.kind === "log" && showsFailure(piece))) return null;
  return readLogInBackground(textInput(traceback, "auto"));
}

function logText({ text, facts, startLine }: LogEvidence): ReadText[] {
  return facts === null || facts.isEarlierTry === true
    ? []
    : [{ text, firstLine: startLine ?? 1, findings: facts }];
}
