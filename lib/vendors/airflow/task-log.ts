import type { Outbound } from "@/lib/platform/http/outbound";
import { pathSegment } from "@/lib/platform/http/outbound";
import { LogSplitter } from "@/lib/vendors/airflow/log-splitter";
import type { AirflowSession } from "@/lib/vendors/airflow/session";
import { TailWindow } from "@/lib/vendors/airflow/tail-window";
import { statusError } from "@/lib/vendors/answer";

const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
/** Hard limit on bytes read, which bounds the cost of an endless stream. */
const MAX_READ_BYTES = 1024 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export interface TaskLogQuery {
  dag: string;
  run: string;
  task: string;
  tryNumber: number;
  /** -1 (the default) for a task that is not mapped. */
  mapIndex?: number;
  /** Bytes to keep from the end; default 4 MiB. */
  maxBytes?: number;
  /**
   * Custom keeper instead of `maxBytes`. Called again if the response has to be read again. If `isStructured`, each push
   * is a complete line: an Airflow 3 message or its text.
   */
  openKeeper?: (isStructured: boolean) => TextKeeper;
}

/** Receives a log's bytes and returns the text it kept. */
export interface TextKeeper {
  push(bytes: Uint8Array): void;
  finish(): { text: string; firstLine: number; isCut: boolean };
}

export interface TaskLog {
  text: string;
  /** `json-lines`: one Airflow 3 message per line; `text`: the format of Airflow 2 and early 3.0. */
  format: "json-lines" | "text";
  /** True if the beginning was dropped; `firstLine` is the line number of the text's first line. */
  truncated: boolean;
  firstLine: number;
  /** False while more may follow, or if the response broke off. */
  isComplete: boolean;
}

/**
 * Reads the log of one try in a single response, keeping its end or what `openKeeper` keeps. Never follows continuation
 * tokens, because v1 and NDJSON return them forever. @throws AppError NOT_FOUND if Airflow 3 has no such try.
 */
export async function readTaskLog(
  outbound: Outbound,
  session: AirflowSession,
  query: TaskLogQuery,
): Promise<TaskLog> {
  const { api } = await session.version();
  const path = [
    "/dags/",
    pathSegment(query.dag),
    "/dagRuns/",
    pathSegment(query.run),
    "/taskInstances/",
    pathSegment(query.task),
    "/logs/",
    pathSegment(query.tryNumber),
    `?full_content=true&map_index=${query.mapIndex ?? -1}`,
  ].join("");
  const open = query.openKeeper ?? (() => new TailWindow(query.maxBytes ?? DEFAULT_MAX_BYTES));
  let reading = startReading(api, open);
  const answer = await session.run((prefix, headers) => {
    reading = startReading(api, open);
    const accept = api === "v1" ? "text/plain" : "application/json";
    return outbound.stream(
      prefix + path,
      { headers: { ...headers, accept }, timeoutMs: TIMEOUT_MS },
      reading.onChunk,
    );
  });
  if (answer.status < 200 || answer.status > 299) {
    throw statusError(answer, `the log of try ${query.tryNumber} of ${query.task}`, session.messages(api));
  }
  return reading.finish(answer.isWhole);
}

interface Reading {
  onChunk: (chunk: Uint8Array) => boolean;
  finish: (isWhole: boolean) => TaskLog;
}

function startReading(api: "v1" | "v2", open: (isStructured: boolean) => TextKeeper): Reading {
  const window = open(api === "v2");
  let read = 0;
  const counted = (push: (chunk: Uint8Array) => void) => (chunk: Uint8Array) => {
    read += chunk.length;
    push(chunk);
    return read < MAX_READ_BYTES;
  };
  if (api === "v1") {
    return {
      onChunk: counted((chunk) => window.push(chunk)),
      finish: (isWhole) => ({ ...textOf(window), format: "text", isComplete: isWhole }),
    };
  }
  let isText = false;
  const splitter = new LogSplitter((json) => {
    if (json.startsWith('"')) isText = true;
    window.push(Buffer.from(`${json.startsWith('"') ? plainLine(json) : oneLine(json)}\n`));
  });
  return {
    onChunk: counted((chunk) => splitter.push(chunk)),
    finish: (isWhole) => {
      const envelope = splitter.finish() as { continuation_token?: unknown } | undefined;
      const isComplete = isWhole && envelope !== undefined && (envelope.continuation_token ?? null) === null;
      return { ...textOf(window), format: isText ? "text" : "json-lines", isComplete };
    },
  };
}

function textOf(window: TextKeeper): Pick<TaskLog, "text" | "truncated" | "firstLine"> {
  const { text, firstLine, isCut } = window.finish();
  return { text, firstLine, truncated: isCut };
}

/** A line break in JSON can only be whitespace between tokens. */
function oneLine(json: string): string {
  return json.replaceAll(/[\r\n]+/g, " ");
}

function plainLine(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}
