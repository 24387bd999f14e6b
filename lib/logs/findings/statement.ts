import { isErrorLevel } from "@/lib/logs/records/error-level";
import { boundText } from "@/lib/logs/findings/bound-text";
import { lineEvidence, SAYS_HOW } from "@/lib/logs/ranking/line-evidence";
import { recordAt } from "@/lib/logs/findings/record-at";
import type { FailingLine, LogRecord, RankedLine } from "@/lib/logs/schemas";

/** More than any consumer of a statement reads. */
export const MAX_STATEMENT = 8_000;
const FOLLOWING_RECORDS = 4;

/** A ranked line with its record's text from that line on, and the same tool's output right after it. Pure. */
export function withStatement(
  { records, lines }: { records: readonly LogRecord[]; lines: readonly string[] },
  ranked: RankedLine,
): FailingLine {
  const { text, ownLength } = statementFrom(records, lines, ranked);
  const logger = recordAt(records, ranked.line)?.record.logger ?? null;
  return { ...ranked, logger, statement: boundText(text, MAX_STATEMENT), ownLength };
}

function statementFrom(
  records: readonly LogRecord[],
  lines: readonly string[],
  { line, text: fallback }: RankedLine,
): { text: string; ownLength: number } {
  const at = recordAt(records, line, fallback);
  if (at === null) {
    return joined([fallback], untilBlank(lines.slice(line, line + FOLLOWING_RECORDS)));
  }
  const { record, index } = at;
  const own = record.message.split("\n").slice(line - record.startLine);
  const following = records
    .slice(index + 1, index + 1 + FOLLOWING_RECORDS)
    .filter((next) => next.logger === record.logger && next.location === record.location)
    // A message that names its own error is another one.
    .filter(({ level, message }) => !isErrorLevel(level) || (lineEvidence(message)?.weight ?? 0) < SAYS_HOW)
    .map((next) => next.message);
  // Prefixes inside the record (of a child process) are not part of the statement.
  const isHeaded = fallback !== "" && own[0]?.endsWith(fallback) === true;
  const first =
    own[0]?.trim() === "" || own.length === 0 ? [fallback] : isHeaded ? [fallback, ...own.slice(1)] : own;
  const isWhole = first.slice(1).every((text) => text.trim() !== "");
  return joined(
    isWhole ? first : [first[0] ?? "", ...untilBlank(first.slice(1))],
    isWhole ? untilBlank(following) : [],
  );
}

function joined(own: readonly string[], following: readonly string[]): { text: string; ownLength: number } {
  const ownText = own.join("\n").trim();
  return { text: [ownText, ...following].join("\n").trimEnd(), ownLength: ownText.length };
}

function untilBlank(lines: readonly string[]): string[] {
  const blank = lines.findIndex((line) => line.trim() === "");
  return blank === -1 ? [...lines] : lines.slice(0, blank);
}
