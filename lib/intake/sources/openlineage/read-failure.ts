import { KILLED_REASON } from "@/lib/failures/unreported";
import type { FailureReport, ReportException } from "@/lib/failures/schemas";
import { splitDbtError } from "@/lib/intake/sources/dbt/error-message";
import { lenientText, objectOf } from "@/lib/intake/sources/lenient";
import { parsePythonRepr, textsOf } from "@/lib/intake/sources/openlineage/python-repr";
import type { RunEvent } from "@/lib/intake/sources/openlineage/read-event";

/** What an event says about a failure. */
export type EventFailure = Pick<FailureReport, "exception" | "reason" | "log">;

const NOTHING: EventFailure = { exception: null, reason: null, log: null };

/**
 * The failure in `errorMessage`, or in what other facets say where that is missing or empty words. Lists of lines in Python's
 * notation are read as text, and a message that is a traceback as one. Pure.
 */
export function eventFailure(event: RunEvent): EventFailure {
  const sent = event.facets?.errorMessage;
  const text = sent?.message == null ? null : unpacked(sent.message);
  const stack = sent?.stackTrace == null ? null : unpacked(sent.stackTrace);
  const isTraceback = text !== null && text.startsWith(PYTHON_TRACEBACK);
  const message = isTraceback ? null : (text?.slice(0, MAX_MESSAGE_LENGTH) ?? null);
  const traceback = stack ?? (isTraceback ? text : null);
  if (message === null && traceback === null) return NOTHING;
  if (event.integration === "AIRFLOW" && traceback === null) return airflowReason(event, message ?? "");
  if (event.integration === "DBT") return dbtFailure(message ?? "");
  const error = message ?? errorIn(traceback ?? "");
  const type = traceback === null ? null : typeIn(traceback, error);
  const exception: ReportException = { type, message: withoutType(error, type), traceback };
  return { ...NOTHING, exception };
}

const MAX_MESSAGE_LENGTH = 20_000;
const PYTHON_TRACEBACK = "Traceback (most recent call last)";

/** The text of a list of lines such as `traceback.format_exception` returns, printed by Python; any other text as it is. */
function unpacked(text: string): string {
  if (!text.trimStart().startsWith("[")) return text;
  const lines = parsePythonRepr(text.trim());
  if (!Array.isArray(lines) || lines.length === 0) return text;
  const texts = textsOf(lines);
  if (texts.length < lines.length) return text;
  return texts
    .map((line, i) => (line.endsWith("\n") || i === texts.length - 1 ? line : `${line}\n`))
    .join("");
}

/** Airflow's scheduler and API server give texts instead of exceptions. */
function airflowReason(event: RunEvent, message: string): EventFailure {
  if (message.startsWith("{'DAG Id':") || EXECUTOR_REPORT.test(message))
    return { exception: null, reason: KILLED_REASON, log: message };
  const failed = message === "task_failure" ? failedTasks(event) : [];
  if (failed.length === 0) return { ...NOTHING, reason: message };
  const named = failed.slice(0, MAX_NAMED).join(", ");
  const others = failed.length > MAX_NAMED ? ` and ${failed.length - MAX_NAMED} more` : "";
  return { ...NOTHING, reason: `Failed tasks: ${named}${others}` };
}

const EXECUTOR_REPORT = /^Executor .{1,200}? reported that the task instance /;
const MAX_NAMED = 5;

/**
 * The tasks that a failed DAG run calls failed. For a task killed without retries this is the only event. A mapped task shows
 * the state of an arbitrary instance, so it may be missing here.
 */
function failedTasks({ facets }: RunEvent): string[] {
  const states = Object.entries(objectOf(facets?.airflowState?.tasksState) ?? {});
  return states.filter(([, state]) => state === "failed").flatMap(([task]) => lenientText(task, 250) ?? []);
}

/** dbt's first line only names the model; the cause is on the next ones. */
function dbtFailure(text: string): EventFailure {
  const { type, message } = splitDbtError(text);
  const log = message === text.trim() ? null : text;
  return { exception: { type, message, traceback: null }, reason: null, log };
}

/** The exception's type: Python writes it on the last unindented line, Java and others on the first one. */
function typeIn(traceback: string, message: string): string | null {
  const isPython = traceback.includes(PYTHON_TRACEBACK);
  const start = message.split("\n", 1)[0]?.trim().slice(0, 200) ?? "";
  const lines = traceback.split("\n");
  const candidates = isPython
    ? lines.filter((line) => TYPE.test(line)).toReversed()
    : [...lines.slice(0, 3), message];
  // The message may have several lines, so that the last line need not be the one with the type.
  const named =
    candidates.find((line) => start !== "" && line.includes(start) && TYPE.test(line)) ?? candidates[0];
  return TYPE.exec(named ?? "")?.[1] ?? null;
}

const TYPE =
  /^(?:Exception in thread "[^"]{0,100}" |Caused by: )?((?:[A-Za-z_$][\w$]{0,80}\.){0,12}[A-Z][\w$]{0,80})(?::|\s{0,3}$)/;

function withoutType(message: string, type: string | null): string {
  return type !== null && message.startsWith(`${type}: `) ? message.slice(type.length + 2) : message;
}

/** The error that a traceback ends with: what follows its last frame, or its last line. */
function errorIn(traceback: string): string {
  const lines = traceback.trimEnd().split("\n");
  const frame = lines.findLastIndex((line) => line.startsWith('  File "'));
  const error = frame < 0 ? -1 : lines.findIndex((line, i) => i > frame && /^\S/.test(line));
  return lines.slice(error).join("\n").trim();
}
