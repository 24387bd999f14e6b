import type { Outbound } from "@/lib/platform/http/outbound";
import { pathSegment } from "@/lib/platform/http/outbound";
import { LogSplitter } from "@/lib/vendors/airflow/log-splitter";
import type { AirflowSession } from "@/lib/vendors/airflow/session";
import { statusError } from "@/lib/vendors/answer";

/** Hard limit on the pages of a log; the collector's deadline usually comes first. */
const MAX_PAGES = 2_000;
/** Hard limit on bytes read per page, which bounds the cost of an endless stream. */
const MAX_READ_BYTES = 1024 * 1024 * 1024;
/** Per page. The collector's deadline comes later, so that what was read until then is kept. */
const TIMEOUT_MS = 50_000;
const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const NEWLINE = Buffer.from("\n");

export interface TaskLogQuery {
  dag: string;
  run: string;
  task: string;
  tryNumber: number;
  /** -1 (the default) for a task that is not mapped. */
  mapIndex?: number;
}

/** Takes a log's bytes as they arrive; it must copy what it keeps. */
export interface LogSink {
  push(bytes: Uint8Array): void;
}

/**
 * Called once before the log arrives, and again if the response has to be read again. If `isStructured`, the bytes are
 * Airflow 3's messages, one JSON object per line, or lines of text.
 */
export type OpenLogSink = (isStructured: boolean) => LogSink;

export interface TaskLog {
  /** `json-lines`: one Airflow 3 message per line; `text`: the format of Airflow 2 and early 3.0. */
  format: "json-lines" | "text";
  /** False while more may follow, or if the response broke off. */
  isComplete: boolean;
  /** The response broke off, took longer than 50 s or had more than 1 GiB, so the end is missing. */
  isCut: boolean;
}

/**
 * Reads the log of one try into a sink. Log stores such as Elasticsearch return JSON in pages, whose continuation tokens
 * are followed while they bring new lines. The tokens of v1 are not, because they never end.
 * @throws AppError NOT_FOUND if Airflow 3 has no such try.
 */
export async function readTaskLog(
  outbound: Outbound,
  session: AirflowSession,
  query: TaskLogQuery,
  open: OpenLogSink,
): Promise<TaskLog> {
  const { api } = await session.version();
  const call = (token: string | null, start: () => Page) =>
    readPage({ outbound, session, api }, query, token, start);
  if (api === "v1") {
    const isWhole = await call(null, () => {
      const sink = open(false);
      return (chunk) => sink.push(chunk);
    });
    return { format: "text", isComplete: isWhole, isCut: !isWhole };
  }
  let log: StructuredLog | undefined;
  let isWhole = await call(null, () => {
    log = new StructuredLog(open(true));
    return log.startPage();
  });
  if (log === undefined) throw new Error("the log was not requested");
  const opened: StructuredLog = log;
  for (let pages = 1; isWhole && opened.hasMore() && pages < MAX_PAGES; pages += 1) {
    isWhole = await call(opened.token, () => opened.startPage());
  }
  const format = opened.isText ? "text" : "json-lines";
  return { format, isComplete: isWhole && opened.isEnded, isCut: !isWhole };
}

/** Takes the bytes of one response. */
type Page = (chunk: Uint8Array) => void;

/** Reads one response; `start` is called again if it has to be read again. @returns whether all of it arrived. */
async function readPage(
  { outbound, session, api }: { outbound: Outbound; session: AirflowSession; api: "v1" | "v2" },
  query: TaskLogQuery,
  token: string | null,
  start: () => Page,
): Promise<boolean> {
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
    token === null ? "" : `&token=${encodeURIComponent(token)}`,
  ].join("");
  const answer = await session.run((prefix, headers) => {
    const page = start();
    const accept = api === "v1" ? "text/plain" : "application/json";
    let read = 0;
    return outbound.stream(
      prefix + path,
      { headers: { ...headers, accept }, timeoutMs: TIMEOUT_MS },
      (chunk) => {
        read += chunk.length;
        page(chunk);
        return read < MAX_READ_BYTES;
      },
    );
  });
  if (answer.status < 200 || answer.status > 299) {
    throw statusError(answer, `the log of try ${query.tryNumber} of ${query.task}`, session.messages(api));
  }
  return answer.isWhole;
}

/** The messages of an Airflow 3 log, which may come in pages. */
class StructuredLog {
  /** Some lines are text instead of messages, as in early 3.0. */
  isText = false;
  private splitter = new LogSplitter(() => undefined);
  /** The first message with a time, to recognize a server that sends the log again. */
  private first: Buffer | null = null;
  private isRepeat = false;
  private pages = 0;
  private hasNews = false;

  constructor(private readonly sink: LogSink) {}

  startPage(): Page {
    this.pages += 1;
    this.hasNews = false;
    this.splitter = new LogSplitter((json) => this.add(json));
    return (chunk) => this.splitter.push(chunk);
  }

  private add(json: Buffer): void {
    if (this.isRepeat) return;
    if (this.pages === 1) {
      if (this.first === null && isDated(json)) this.first = Buffer.from(json);
    } else if (!this.hasNews) {
      // Every page begins with the names of the sources, which are no news.
      if (!isDated(json)) return;
      if (this.first?.equals(json)) return void (this.isRepeat = true);
    }
    this.hasNews = true;
    if (json[0] === QUOTE) {
      this.isText = true;
      this.sink.push(Buffer.from(`${plainLine(json)}\n`));
    } else {
      this.sink.push(oneLine(json));
      this.sink.push(NEWLINE);
    }
  }

  /** The token of the next page; null at the end. */
  get token(): string | null {
    const envelope = this.splitter.finish() as { continuation_token?: unknown } | undefined;
    const token = envelope?.continuation_token ?? null;
    return typeof token === "string" ? token : null;
  }

  hasMore(): boolean {
    return this.token !== null && this.hasNews && !this.isRepeat;
  }

  /** Whether the last page was complete and said that nothing follows. */
  get isEnded(): boolean {
    return this.splitter.finish() !== undefined && (this.token === null || this.isRepeat);
  }
}

/** Whether an item is a line of the log: a message with a time, or text. */
function isDated(json: Buffer): boolean {
  return json[0] === QUOTE || json.includes('"timestamp"');
}

/** A line break in JSON can only be whitespace between tokens. */
function oneLine(json: Buffer): Buffer {
  if (!json.includes(LF) && !json.includes(CR)) return json;
  return Buffer.from(json.toString("utf8").replaceAll(/[\r\n]+/g, " "));
}

function plainLine(json: Buffer): string {
  const text = json.toString("utf8");
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
