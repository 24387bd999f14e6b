/** Splits a log of any known format into records and into lines for analysis. */
import { markAttempts } from "@/lib/logs/records/attempts";
import { cleanLine, isRed, needsCleaning } from "@/lib/logs/records/clean-line";
import { readDocumentRecords } from "@/lib/logs/records/document-records";
import { detectKind } from "@/lib/logs/records/log-kind";
import { RecordBuilder, type ReadLog } from "@/lib/logs/records/record-builder";
import type { LogKind } from "@/lib/logs/schemas";

/**
 * The records and lines of a log. Never throws; text in no known format is kept as plain lines. `kind` "auto" detects
 * the format from the first lines.
 */
export function readRecords(text: string, kind: LogKind | "auto"): ReadLog {
  const log = readDocumentRecords(text) ?? readTextRecords(text);
  markAttempts(log.records);
  return { ...log, kind: kind === "auto" ? log.kind : kind };
}

function readTextRecords(text: string): ReadLog {
  const dirty = needsCleaning(text);
  const builder = new RecordBuilder(detectKind(text));
  let no = 0;
  let start = 0;
  while (start <= text.length) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    no += 1;
    const raw = text.slice(start, end);
    const red = dirty && isRed(raw);
    builder.addLine(no, dirty ? cleanLine(raw) : raw, red);
    if (found === -1) break;
    start = end + 1;
  }
  return builder.finish(no);
}
