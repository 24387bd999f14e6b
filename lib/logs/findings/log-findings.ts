import { boundText } from "@/lib/logs/findings/bound-text";
import { keptExceptions } from "@/lib/logs/findings/kept-exceptions";
import { recordAt } from "@/lib/logs/findings/record-at";
import { MAX_STATEMENT, withStatement } from "@/lib/logs/findings/statement";
import { statesFailure } from "@/lib/logs/ranking/log-outcome";
import type { LogFindings, LogRecord, ParsedLog } from "@/lib/logs/schemas";

/**
 * The findings of a parsed log, without the log: at most about 200 KB of JSON for a log of any size. `lines` are the
 * lines of the parsed text. Pure.
 */
export function logFindings(parsed: ParsedLog, lines: readonly string[]): LogFindings {
  const { records, exit } = parsed;
  return {
    logKind: parsed.kind,
    lineCount: parsed.lineCount,
    outcome: parsed.outcome,
    outcomeReason: parsed.outcomeReason,
    hasFailedRun: records.some((record) => statesFailure(record.message)),
    exit: exit && { code: exit.code, signal: exit.signal },
    ending: endingOf(parsed, lines),
    failingLines: parsed.failingLines.map((ranked) => withStatement({ records, lines }, ranked)),
    window: parsed.window,
    exceptions: keptExceptions(parsed.exceptions, parsed.failingLines),
    lastTime: lastTime(records),
  };
}

function endingOf(
  { records, exit, outcome, outcomeReason }: ParsedLog,
  lines: readonly string[],
): LogFindings["ending"] {
  const line = exit?.line ?? (outcome === "failure" ? outcomeReason.line : null);
  if (line === null) return null;
  const record = recordAt(records, line)?.record;
  const message = record?.message ?? lines[line - 1] ?? "";
  return { line, message: boundText(message, MAX_STATEMENT), logger: record?.logger ?? null };
}

const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/;

function lastTime(records: readonly LogRecord[]): string | null {
  return records.findLast(({ timestamp }) => timestamp !== null && ZONED.test(timestamp))?.timestamp ?? null;
}
