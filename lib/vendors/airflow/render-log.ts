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

const Message = z.looseObject({
  event: z.string(),
  timestamp: z.string().nullish(),
  level: z.string().nullish(),
  logger: z.string().nullish(),
  error_detail: z.array(Detail).nullish().catch(null),
});

/** Keys that repeat on every line of a task's log or are rendered already. */
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
 * Airflow 3's structured log as the text its own interface shows: one line per message, an exception as the
 * traceback Python would print (causes first). A line that is not such a message stays as it is.
 * Format: `StructuredLogMessage` of the REST API v2, recorded from 3.3.2.
 */
export function renderAirflowLog(jsonLines: string): string {
  return jsonLines.split("\n").map(renderLine).join("\n");
}

function renderLine(line: string): string {
  if (!line.startsWith("{")) return line;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return line;
  }
  const parsed = Message.safeParse(value);
  return parsed.success ? renderMessage(parsed.data) : line;
}

function renderMessage(message: z.infer<typeof Message>): string {
  const head = [
    message.timestamp ? `[${message.timestamp}]` : "",
    message.logger ? `{${message.logger}}` : "",
    message.level ? `${message.level.toUpperCase()} -` : "",
  ].filter(Boolean);
  const extras = Object.entries(message)
    .filter(([key, value]) => !QUIET_KEYS.has(key) && value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const first = [...head, message.event, ...extras].join(" ");
  return message.error_detail?.length ? `${first}\n${renderChain(message.error_detail, 0)}` : first;
}

/** The raised exception stands first in the log and last in a traceback. */
function renderChain(chain: readonly ExceptionDetail[], depth: number): string {
  const parts: string[] = [];
  for (let i = chain.length - 1; i >= 0; i--) {
    const exception = chain[i];
    if (!exception) continue;
    parts.push(renderException(exception, depth));
    // `is_cause` on an entry tells how the one raised after it relates to it.
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
