import type { ObservedLog } from "@/lib/diagnosis/engine/log-subjects";
import { cleanLine } from "@/lib/logs/records/clean-line";
import { readPrefix } from "@/lib/logs/records/record-prefix";

/** How far above a line its timestamp may be. */
const MAX_LINES = 60;

/**
 * When a line was logged, as `2026-03-04 05:06:07` in the log's own time zone; null if neither the line nor one of the 60 above
 * it has a timestamp. `line` is a line number of the log.
 */
export function timeInLog({ lines, firstLine }: ObservedLog, line: number): string | null {
  const last = Math.min(line - firstLine, lines.length - 1);
  for (let at = last; at >= 0 && last - at < MAX_LINES; at -= 1) {
    const stamp = readPrefix(cleanLine(lines[at] ?? ""))?.timestamp;
    if (stamp) return stamp.slice(0, 19).replace("T", " ");
  }
  return null;
}
