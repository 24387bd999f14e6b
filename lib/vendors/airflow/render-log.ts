import { z } from "zod";

const Frame = z.object({
  filename: z.string().catch("?"),
  lineno: z.number().nullish(),
  name: z.string().nullish(),
});

interface ExceptionDetail {
  exc_type?: string | null | undefined;
  exc_value?: string | null | undefined;
  exc_notes?: string[] | undefined;
  is_cause?: boolean | undefined;
  is_group?: boolean | undefined;
  frames?: z.infer<typeof Frame>[] | undefined;
  exceptions?: ExceptionDetail[][] | undefined;
}

const Detail: z.ZodType<ExceptionDetail> = z.lazy(() =>
  z.object({
    exc_type: z.string().nullish(),
    exc_value: z.string().nullish(),
    exc_notes: z.array(z.string()).catch([]).optional(),
    is_cause: z.boolean().catch(false).optional(),
    is_group: z.boolean().catch(false).optional(),
    frames: z.array(Frame).catch([]).optional(),
    exceptions: z.array(z.array(Detail)).catch([]).optional(),
  }),
);

const Details = z.array(Detail).nullish().catch(null);

/** Keys that repeat on every line of a task log or are rendered separately. */
const QUIET_KEYS = new Set([
  "event",
  "timestamp",
  "level",
  "logger",
  "error_detail",
  "filename",
  "lineno",
  "dag_id",
  "task_id",
  "run_id",
  "map_index",
  "try_number",
  "ti_id",
  "chan",
  "loc",
]);
const MAX_GROUP_DEPTH = 5;

/**
 * Renders Airflow 3's structured log as its UI does: one line per message, exceptions as Python tracebacks (causes
 * first). Lines that are not structured messages are unchanged.
 * Format: `StructuredLogMessage` of the REST API v2, recorded from 3.3.2.
 */
export function renderAirflowLog(jsonLines: string): string {
  return jsonLines.split("\n").map(renderLine).join("\n");
}

function renderLine(line: string): string {
  if (!line.startsWith("{")) return line;
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return line;
  }
  const { event, timestamp, level, logger } = message;
  // Checked by hand, because a schema takes most of the time that a log of a million messages needs.
  const isMessage = typeof event === "string" && isText(timestamp) && isText(level) && isText(logger);
  return isMessage ? renderMessage({ event, timestamp, level, logger }, message) : line;
}

const isText = (value: unknown) => value === undefined || value === null || typeof value === "string";

interface Known {
  event: string;
  timestamp: unknown;
  level: unknown;
  logger: unknown;
}

function renderMessage({ event, timestamp, level, logger }: Known, message: Record<string, unknown>): string {
  let text = timestamp ? `[${String(timestamp)}] ` : "";
  if (logger) text += `{${String(logger)}} `;
  if (level) text += `${String(level).toUpperCase()} - `;
  text += event;
  for (const key of Object.keys(message)) {
    const value = message[key];
    if (QUIET_KEYS.has(key) || value === null || value === undefined) continue;
    text += ` ${key}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  }
  const details = message["error_detail"] ? Details.parse(message["error_detail"]) : null;
  return details?.length ? `${text}\n${renderChain(details, 0)}` : text;
}

/** The raised exception is first in the log and last in a traceback. */
function renderChain(chain: readonly ExceptionDetail[], depth: number): string {
  const parts: string[] = [];
  for (let i = chain.length - 1; i >= 0; i--) {
    const exception = chain[i];
    if (!exception) continue;
    parts.push(renderException(exception, depth));
    // `is_cause` on an entry describes its relation to the exception raised after it.
    if (i > 0) parts.push(exception.is_cause ? CAUSE : CONTEXT);
  }
  return parts.join("\n");
}

const CAUSE = "\nThe above exception was the direct cause of the following exception:\n";
const CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n";

function renderException(exception: ExceptionDetail, depth: number): string {
  const frames = (exception.frames ?? []).map(
    (frame) => `  File "${frame.filename}", line ${frame.lineno ?? 0}, in ${frame.name ?? "<module>"}`,
  );
  const type = exception.exc_type ?? "Exception";
  const lines = [
    "Traceback (most recent call last):",
    ...frames,
    exception.exc_value ? `${type}: ${exception.exc_value}` : type,
    ...(exception.exc_notes ?? []),
  ];
  if (exception.is_group && depth < MAX_GROUP_DEPTH) {
    (exception.exceptions ?? []).forEach((member, i) => {
      lines.push(`  +---------------- ${i + 1} ----------------`);
      lines.push(
        ...renderChain(member, depth + 1)
          .split("\n")
          .map((line) => `    | ${line}`),
      );
    });
  }
  return lines.join("\n");
}
