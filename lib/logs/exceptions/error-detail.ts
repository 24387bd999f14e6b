/** Reads Airflow 3's structured exceptions: a list with the raised exception first; groups hold arrays of such lists. */
import { fileOrigin } from "@/lib/logs/exceptions/frame-origin";
import { findJvmExceptions } from "@/lib/logs/exceptions/jvm-stack";
import { findPythonExceptions } from "@/lib/logs/exceptions/python-traceback";
import { rawException, type RawException } from "@/lib/logs/exceptions/raw-exception";
import type { ErrorDetail } from "@/lib/logs/records/record-builder";
import type { LogRecord, StackFrame } from "@/lib/logs/schemas";
import { isJsonObject, jsonText } from "@/lib/logs/records/structured-message";

const MAX_DEPTH = 20;

/** The exceptions in a record's `error_detail`, each with the line that shows it. */
export function readErrorDetail(detail: ErrorDetail, record: LogRecord): RawException[] {
  const numbers = [...detail.lineNumbers];
  const lastLine = record.endLine;
  const place = () => numbers.shift() ?? record.startLine;
  return readChain(detail.detail, { place, lastLine, depth: 0 });
}

interface Context {
  place: () => number;
  lastLine: number;
  depth: number;
}

function readChain(list: readonly unknown[], context: Context): RawException[] {
  const found: RawException[] = [];
  let outer: RawException | null = null;
  for (const item of list) {
    if (!isJsonObject(item) || context.depth > MAX_DEPTH) continue;
    const exception = readException(item, context);
    if (outer !== null) {
      exception.outer = outer;
      exception.link = item["is_cause"] === true ? "cause" : "context";
    }
    found.push(exception, ...readMembers(item, exception, context), ...readRelayed(exception));
    outer = exception;
  }
  return found;
}

function readException(item: Record<string, unknown>, context: Context): RawException {
  const type = jsonText(item["exc_type"]);
  const notes = Array.isArray(item["exc_notes"])
    ? item["exc_notes"].filter((note) => typeof note === "string")
    : [];
  const message = [jsonText(item["exc_value"]) ?? "", ...notes].join("\n").trimEnd();
  const line = context.place();
  const exception = rawException("python", { start: -1, message: -1, end: -1 }, { type, message });
  exception.frames = framesOf(item["frames"]);
  exception.lines = { start: line, end: line, message: line };
  return exception;
}

const HOLDS_TRACE = /Traceback \(most recent call last\)|\n\s{0,8}at [\w.$/]+\(/;

/** Exceptions from another program's traceback inside a message; all are placed on the outer exception's line. */
function readRelayed(exception: RawException): RawException[] {
  const place = exception.lines;
  if (place === null || !HOLDS_TRACE.test(exception.message)) return [];
  const lines = exception.message.split("\n").map((text, index) => ({
    no: place.message,
    text,
    level: null,
    record: 0,
    relayed: true,
    red: false,
    head: index === 0,
  }));
  const found = [...findPythonExceptions(lines), ...findJvmExceptions(lines)];
  for (const relayed of found) relayed.lines = place;
  const top = found.find((relayed) => relayed.outer === null);
  if (top !== undefined) {
    top.outer = exception;
    top.link = "cause";
  }
  return found;
}

function framesOf(value: unknown): StackFrame[] {
  if (!Array.isArray(value)) return [];
  const frames: StackFrame[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isJsonObject(item)) continue;
    const file = jsonText(item["filename"]) ?? "";
    const line = item["lineno"];
    frames.push({
      file,
      line: typeof line === "number" ? line : null,
      function: jsonText(item["name"]),
      source: jsonText(item["line"]) || null,
      origin: fileOrigin(file),
      logLine: null,
    });
  }
  return frames;
}

function readMembers(item: Record<string, unknown>, group: RawException, context: Context): RawException[] {
  if (item["is_group"] !== true || !Array.isArray(item["exceptions"])) return [];
  const found: RawException[] = [];
  for (const chain of item["exceptions"] as readonly unknown[]) {
    const list = Array.isArray(chain) ? (chain as readonly unknown[]) : [chain];
    const members = readChain(list, { ...context, depth: context.depth + 1 });
    const first = members[0];
    if (first !== undefined) {
      first.link = "group_member";
      first.outer = group;
    }
    found.push(...members);
  }
  return found;
}
