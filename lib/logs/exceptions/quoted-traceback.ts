/** Reads tracebacks quoted as one string: `"Failure Reason": "Traceback (most …):\n  File …"`. */
import type { LogLine } from "@/lib/logs/records/log-line";
import { findPythonExceptions } from "@/lib/logs/exceptions/python-traceback";
import type { RawException } from "@/lib/logs/exceptions/raw-exception";

const QUOTED =
  /"(Traceback \(most recent call last\):\\n(?:[^"\\]|\\.)*)|'(Traceback \(most recent call last\):\\n(?:[^'\\]|\\.)*)/;
const MAX_TEXT = 20_000;

/** The exceptions in all such strings, each placed on the string's line. */
export function findQuotedTracebacks(lines: readonly LogLine[]): RawException[] {
  return lines.flatMap((line, index) => {
    if (!line.text.includes("Traceback (most recent call last):\\n")) return [];
    const found = QUOTED.exec(line.text.slice(0, MAX_TEXT));
    const quoted = found?.[1] ?? found?.[2];
    return quoted === undefined ? [] : readQuoted(quoted, line, index);
  });
}

function readQuoted(quoted: string, line: LogLine, index: number): RawException[] {
  const texts = quoted
    .replaceAll(/\\n/g, "\n")
    .replaceAll(/\\(["'\\/])/g, "$1")
    .split("\n");
  const inner = texts.map((text, at) => ({ ...line, text, head: at === 0, relayed: true }));
  const found = findPythonExceptions(inner);
  for (const exception of found) {
    exception.startIndex = index;
    exception.endIndex = index;
    exception.messageIndex = index;
    exception.lines = { start: line.no, end: line.no, message: line.no };
  }
  return found;
}
