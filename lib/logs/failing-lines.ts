import type { ReadLog } from "@/lib/logs/record-builder";
import type { LogException, RankedLine } from "@/lib/logs/schemas";

/** Ranked candidates for the line that says what failed, best first, at most 10. */
export function rankFailingLines(log: ReadLog, exceptions: readonly LogException[]): RankedLine[] {
  const scores = new Map<number, RankedLine>();
  const add = (line: number, text: string, score: number, reason: string) => {
    const known = scores.get(line);
    if (known === undefined || known.score < score)
      scores.set(line, { line, text, score, reasons: [reason] });
  };
  for (const one of exceptions) {
    const base = one.isRoot ? 10 : 4;
    const text = `${one.type ?? ""}: ${one.message.split("\n", 1)[0] ?? ""}`;
    add(one.messageLine, text, base - (one.isWrapper ? 6 : 0), one.isRoot ? "root exception" : "exception");
  }
  for (const line of log.lines) {
    if (line.level === "error" || line.level === "critical") {
      if (line.head) add(line.no, line.text, 3, "logged as error");
    } else if (/\b(?:error|fatal|failed|exception)\b/i.test(line.text))
      add(line.no, line.text, 1, "names an error");
  }
  return [...scores.values()].sort((a, b) => b.score - a.score || b.line - a.line).slice(0, 10);
}
