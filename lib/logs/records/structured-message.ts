/** Reads the JSON objects of structured logs. */
import { levelOf } from "@/lib/logs/records/record-prefix";
import type { LogKind, LogLevel } from "@/lib/logs/schemas";

/** A structured message; its exceptions are left unparsed. */
export interface StructuredMessage {
  kind: LogKind;
  timestamp: string | null;
  level: LogLevel | null;
  logger: string | null;
  location: string | null;
  attempt: number | null;
  message: string;
  /** Airflow 3's `error_detail`: a list of exceptions with the raised exception first. */
  errorDetail: readonly unknown[] | null;
  exitCode: number | null;
  signal: string | null;
}

type Json = Record<string, unknown>;

export function isJsonObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string field, or null if it is missing or not a string. */
export function jsonText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The message in a structured log object (Airflow 3, Prefect API, dbt or any JSON logger), or null. */
export function readStructuredMessage(value: unknown): StructuredMessage | null {
  if (!isJsonObject(value)) return null;
  if (typeof value["event"] === "string") return readAirflow(value, value["event"]);
  if (isJsonObject(value["info"])) return readDbt(value["info"], value["data"]);
  if (value["type"] === "TRACE" || value["type"] === "LOG") return readAirbyte(value);
  return readOther(value);
}

function readAirflow(value: Json, event: string): StructuredMessage {
  const detail = value["error_detail"];
  return {
    kind: "airflow",
    timestamp: jsonText(value["timestamp"]),
    level: levelOf(jsonText(value["level"]) ?? undefined),
    logger: loggerOf(value),
    location: locationOf(value),
    attempt: typeof value["try_number"] === "number" ? value["try_number"] : null,
    message: event + extraText(value),
    errorDetail: Array.isArray(detail) && detail.length > 0 ? detail : null,
    exitCode: numberOf(value["exit_code"]) ?? numberOf(value["signal"]),
    signal: jsonText(value["signal_name"]),
  };
}

/** `file.py:12`, from the fields Python loggers use for a record's location. */
function locationOf(value: Json): string | null {
  const file = value["filename"];
  const line = value["lineno"];
  if (typeof file !== "string" || typeof line !== "number") return null;
  return `${file.slice(file.lastIndexOf("/") + 1)}:${line}`;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function loggerOf(value: Json): string | null {
  const logger = jsonText(value["logger"]);
  const channel = jsonText(value["chan"]);
  return channel === null ? logger : `${logger ?? "task"}.${channel}`;
}

/** Other fields that explain the event: Airflow puts the server's reason and exception text there. */
function extraText(value: Json): string {
  const parts: string[] = [];
  for (const name of ["error", "exception", "exc_info", "reason", "detail"]) {
    const field = value[name];
    if (typeof field === "string" && field !== "") parts.push(`${name}=${field}`);
    else if (isJsonObject(field)) parts.push(`${name}=${JSON.stringify(field)}`);
  }
  return parts.length === 0 ? "" : ` ${parts.join("\n")}`;
}

function readDbt(info: Json, data: unknown): StructuredMessage | null {
  const message = jsonText(info["msg"]);
  if (message === null) return null;
  const trace = isJsonObject(data) ? jsonText(data["exc_info"]) : null;
  return {
    kind: "dbt",
    timestamp: jsonText(info["ts"]),
    level: levelOf(jsonText(info["level"]) ?? undefined),
    logger: jsonText(info["name"]),
    location: null,
    attempt: null,
    message: trace === null || message.includes("Traceback (most") ? message : `${message}\n${trace}`,
    errorDetail: null,
    exitCode: null,
    signal: null,
  };
}

/** The generic message of a connector that has nothing better to say. */
const SAYS_NOTHING = /^Something went wrong/;

/**
 * A message of the Airbyte protocol: `LOG`, or `TRACE` with an error. The connector's message to the user counts before its
 * stack trace, which ends in the HTTP library, unless it says nothing.
 */
function readAirbyte(value: Json): StructuredMessage | null {
  const { log, trace } = value;
  if (isJsonObject(log)) return readOther({ ...log, logger: "airbyte" });
  if (!isJsonObject(trace) || !isJsonObject(trace["error"])) return null;
  const field = (name: string) => (isJsonObject(trace["error"]) ? jsonText(trace["error"][name]) : null);
  const said = field("message");
  const isTelling = said !== null && said !== "" && !SAYS_NOTHING.test(said);
  const parts = [isTelling ? said : null, field("internal_message"), isTelling ? null : field("stack_trace")];
  const failureType = field("failure_type");
  const message = [...new Set(parts)].filter((part) => part !== null && part !== "").join("\n");
  if (message === "") return null;
  return {
    kind: "generic",
    timestamp: null,
    level: "error",
    logger: "airbyte",
    location: null,
    attempt: null,
    message: failureType === null ? message : `${message}\nfailure_type=${failureType}`,
    errorDetail: null,
    exitCode: null,
    signal: null,
  };
}

const PREFECT_LEVELS: readonly LogLevel[] = ["debug", "info", "warning", "error", "critical"];

function readOther(value: Json): StructuredMessage | null {
  const message = jsonText(value["message"]) ?? jsonText(value["msg"]) ?? jsonText(value["log"]);
  if (message === null) return null;
  const level = value["level"] ?? value["levelname"] ?? value["severity"] ?? value["lvl"];
  const numeric = typeof level === "number";
  const trace =
    jsonText(value["exc_info"]) ??
    jsonText(value["exc_text"]) ??
    jsonText(value["stack_trace"]) ??
    jsonText(value["stack"]);
  const logger = jsonText(value["logger"]) ?? jsonText(value["name"]);
  return {
    kind: logger?.startsWith("prefect") === true ? "prefect" : "generic",
    timestamp:
      jsonText(value["timestamp"]) ??
      jsonText(value["time"]) ??
      jsonText(value["ts"]) ??
      jsonText(value["asctime"]),
    level: numeric
      ? (PREFECT_LEVELS[Math.min(4, Math.max(0, Math.floor(level / 10) - 1))] ?? null)
      : levelOf(jsonText(level) ?? undefined),
    logger,
    location: locationOf(value),
    attempt: null,
    message: append(append(message, errorOf(value)), trace),
    errorDetail: null,
    exitCode: null,
    signal: null,
  };
}

function append(message: string, more: string | null): string {
  return more === null || message.includes(more) ? message : `${message}\n${more}`;
}

/** The error that Node.js, Go and Python loggers put beside the message, as text or as an object with a message. */
function errorOf(value: Json): string | null {
  for (const name of ["err", "error", "exception"]) {
    const field = value[name];
    const said = isJsonObject(field)
      ? (jsonText(field["message"]) ?? jsonText(field["msg"]))
      : jsonText(field);
    if (said !== null && said !== "") return said;
  }
  return null;
}
