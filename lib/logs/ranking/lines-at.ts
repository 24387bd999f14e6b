/** Looks up lines of a log by their number, and what they belong to. */
import type { LogLine } from "@/lib/logs/records/log-line";

/** Whether a line belongs to the message above it. Databases start theirs with a word such as `DETAIL:`. */
export function isDetail(line: LogLine | undefined): boolean {
  return (
    line !== undefined &&
    (!line.head || /^(?:DETAIL|HINT|CONTEXT|LINE \d+|QUERY|STATEMENT): /.test(line.text))
  );
}

/** Whether a message at info level names the exception itself, and no other program printed it. */
export function isInlineInfo(lines: readonly LogLine[], no: number): boolean {
  const line = lines[firstAt(lines, no)];
  return line !== undefined && line.no === no && line.head && !line.relayed;
}

/** The index of the first entry of line `no`. */
export function firstAt(lines: readonly LogLine[], no: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.no ?? 0) < no) low = middle + 1;
    else high = middle;
  }
  return low;
}
