import type { LogEntry } from "@/lib/vendors/prefect/schemas";

const LEVELS: readonly [number, string][] = [
  [50, "CRITICAL"],
  [40, "ERROR"],
  [30, "WARNING"],
  [20, "INFO"],
];

/**
 * Log entries as Prefect's own console prints them, with the date: `2026-11-21 01:27:04.422 | ERROR   | Task run
 * 'always-ab2' - Finished in state Failed()`. A message of several lines stays as it is. Names of task runs come from
 * `taskRunNames` (id → name).
 */
export function prefectLogText(
  entries: readonly LogEntry[],
  taskRunNames: ReadonlyMap<string, string> = new Map(),
): string {
  return entries.map((entry) => `${prefixOf(entry, taskRunNames)}${entry.message}`).join("\n");
}

function prefixOf(entry: LogEntry, taskRunNames: ReadonlyMap<string, string>): string {
  const level = LEVELS.find(([least]) => entry.level >= least)?.[1] ?? "DEBUG";
  const at = entry.at === null ? "" : `${entry.at.replace("T", " ").replace("Z", "")} | `;
  const task = entry.taskRunId === null ? undefined : taskRunNames.get(entry.taskRunId);
  const who = task === undefined ? (entry.logger ?? "prefect") : `Task run '${task}'`;
  return `${at}${level.padEnd(7)} | ${who} - `;
}
