import { chooseWindow, WINDOW_LINES } from "@/lib/logs/ranking/choose-window";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { rankFailingLines } from "@/lib/logs/ranking/failing-lines";
import { findExceptions } from "@/lib/logs/exceptions/find-exceptions";
import { readOutcome } from "@/lib/logs/ranking/log-outcome";
import { readBuild } from "@/lib/logs/builds/read-build";
import type { ReadLog } from "@/lib/logs/records/record-builder";
import { readRecords } from "@/lib/logs/records/read-records";
import type { LogKind, ParsedLog } from "@/lib/logs/schemas";

/**
 * Parses a log in memory: records, exceptions with their chains and roots, the lines most likely to say what failed,
 * and the window to show. Pure; never throws, whatever the bytes. `kind` "auto" (the default) detects the format. Line
 * numbers are 1-based.
 */
export function parseLog(text: string | Uint8Array, options?: { kind?: LogKind | "auto" }): ParsedLog {
  const decoded = decodeLog(text);
  const log = readRecords(decoded, options?.kind ?? "auto");
  const exceptions = findExceptions(log);
  const reading = readOutcome(log, exceptions);
  const build = log.kind === "generic" && log.lineCount > WINDOW_LINES ? readBuild(log, WINDOW_LINES) : null;
  const failingLines = rankFailingLines(log, exceptions, build);
  return {
    kind: log.kind,
    lineCount: log.lineCount,
    sizeBytes: typeof text === "string" ? Buffer.byteLength(text) : text.length,
    outcome: reading.outcome,
    outcomeReason: reading.reason,
    records: log.records,
    exceptions,
    failingLines,
    window: chooseWindow(linesToShow(log), failingLines, exceptions, build),
    exit: reading.exit,
    truncated: false,
  };
}

/** The number of lines to show, without the empty line after a trailing newline. */
function linesToShow({ lineCount, lines }: ReadLog): number {
  const last = lines.at(-1);
  return lineCount > 1 && last?.no === lineCount && last.text === "" ? lineCount - 1 : lineCount;
}
