import { z } from "zod";
import { describeStored, logLines, NO_LOG, storedLogs } from "@/lib/diagnosis/tools/incident-logs";
import { noText, type ModelTool, type ToolAnswer } from "@/lib/diagnosis/tools/tool";
import type { Evidence } from "@/lib/evidence/schemas";

const MAX_LINES = 200;
const Line = z.int().min(1).max(1_000_000_000);

const LogWindow = z.strictObject({
  log: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("Name of the log's evidence; the failed try's log if left out"),
  fromLine: Line.describe("First line, by the numbers printed before the lines"),
  toLine: Line.describe(`Last line; at most ${MAX_LINES} lines are read`),
});
type LogWindow = z.infer<typeof LogWindow>;

/**
 * Lines of a stored log of the incident, at most 200. Nothing is fetched from the orchestrator.
 * @param names what the prompt calls the pieces of evidence, and their ids.
 */
export function readLogWindow(
  evidence: readonly Evidence[],
  names: ReadonlyMap<string, string>,
): ModelTool<LogWindow> {
  return {
    name: "read_log_window",
    description: `Reads up to ${MAX_LINES} consecutive lines of a log of this incident, such as the lines before an error. Only what is stored can be read.`,
    input: LogWindow,
    read: async (input) => windowOf(evidence, names, input),
  };
}

function windowOf(
  evidence: readonly Evidence[],
  names: ReadonlyMap<string, string>,
  { log: name, fromLine, toLine }: LogWindow,
): ToolAnswer {
  const logs = storedLogs(evidence);
  if (logs.length === 0) return NO_LOG;
  const log = name === undefined ? logs[0] : logs.find(({ piece }) => piece.id === (names.get(name) ?? name));
  if (log === undefined) {
    const others = logs.map(({ piece }) => nameOf(piece.id, names)).join(", ");
    return noText(`"${name?.slice(0, 60)}" is not a log of this incident. Its logs are ${others}.`);
  }
  if (toLine < fromLine) return noText("`toLine` must not be less than `fromLine`.");
  const last = Math.min(toLine, fromLine + MAX_LINES - 1);
  const isOutside = last < log.firstLine || fromLine > log.lastLine;
  if (isOutside) return noText(`None of these lines is stored. ${describeStored(log)}`);
  const notes = [
    fromLine < log.firstLine || last > log.lastLine ? describeStored(log) : null,
    last < toLine ? `Only ${MAX_LINES} lines are read at a time, here up to line ${last}.` : null,
  ].filter((note) => note !== null);
  return {
    pieces: [logLines(log, fromLine, Math.min(last, log.lastLine))],
    note: notes.length === 0 ? null : notes.join(" "),
  };
}

function nameOf(id: string, names: ReadonlyMap<string, string>): string {
  for (const [name, evidenceId] of names) if (evidenceId === id) return name;
  return id;
}
