import type { LogEntry } from "@/lib/vendors/prefect/schemas";

const LEVELS: readonly [number, string][] = [
  [50, "CRITICAL"],
  [40, "ERROR"],
  [30, "WARNING"],
  [20, "INFO"],
];

/** How a run ended, from its final state. */
export interface Ending {
  at: string | null;
  name: string | null;
  message: string | null;
}

const ERROR = 40;

/**
 * Formats log entries like Prefect's console, with the date: `2026-11-21 01:27:04.422 | ERROR   | Task run 'always-ab2' -
 * Finished in state Failed()`. Multi-line messages are unchanged. `taskRunNames` maps task run ids to names. A killed run
 * logs no error, so the message of its final state is appended.
 */
export function prefectLogText(
  entries: readonly LogEntry[],
  taskRunNames: ReadonlyMap<string, string> = new Map(),
  ending: Ending | null = null,
): string {
  const lines = entries.map((entry) => `${prefixOf(entry, taskRunNames)}${entry.message}`);
  if (ending?.message && !entries.some((entry) => entry.level >= ERROR)) {
    const head = prefixOf(
      { at: ending.at, level: ERROR, logger: "prefect.flow_runs", taskRunId: null },
      taskRunNames,
    );
    lines.push(`${head}Finished in state ${ending.name ?? "?"}: ${ending.message}`);
  }
  return lines.join("\n");
}

function prefixOf(
  entry: Pick<LogEntry, "at" | "level" | "logger" | "taskRunId">,
  taskRunNames: ReadonlyMap<string, string>,
): string {
  const level = LEVELS.find(([least]) => entry.level >= least)?.[1] ?? "DEBUG";
  const at = entry.at === null ? "" : `${entry.at.replace("T", " ").replace("Z", "")} | `;
  const task = entry.taskRunId === null ? undefined : taskRunNames.get(entry.taskRunId);
  const who = task === undefined ? (entry.logger ?? "prefect") : `Task run '${task}'`;
  return `${at}${level.padEnd(7)} | ${who} - `;
}
