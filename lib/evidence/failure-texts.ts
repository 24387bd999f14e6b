import { textInput } from "@/lib/background/read-log";
import { readLogInBackground } from "@/lib/background/read-log-in-background";
import { carriedText } from "@/lib/evidence/carried-text";
import type { Evidence, LogEvidence } from "@/lib/evidence/schemas";
import type { FailureReport } from "@/lib/failures/schemas";
import type { ReadText } from "@/lib/logs/schemas";

/**
 * The texts that say how a try failed, as they were read: the logs of its evidence, the most relevant first; without
 * any, what the report itself carries.
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

/** What a report itself carries, read, where no log of the evidence says what failed; else null. */
export async function unheardReport(
  report: FailureReport,
  evidence: readonly Evidence[],
): Promise<ReadText | null> {
  const isHeard = ({ facts }: LogEvidence) =>
    facts !== null &&
    (facts.origin === "webhook" || facts.exceptions.length > 0 || facts.failingLines.length > 0);
  const traceback = report.exception?.traceback;
  if (!traceback || evidence.some((piece) => piece.kind === "log" && isHeard(piece))) return null;
  return readLogInBackground(textInput(traceback, "auto"));
}

function logText({ text, facts, startLine }: LogEvidence): ReadText[] {
  return facts === null ? [] : [{ text, firstLine: startLine ?? 1, findings: facts }];
}
