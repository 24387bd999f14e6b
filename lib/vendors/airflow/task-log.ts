import type { Outbound } from "@/lib/platform/http/outbound";
import { pathSegment } from "@/lib/platform/http/outbound";
import { LogSplitter } from "@/lib/vendors/airflow/log-splitter";
import type { AirflowSession } from "@/lib/vendors/airflow/session";
import { TailWindow } from "@/lib/vendors/airflow/tail-window";
import { statusError } from "@/lib/vendors/answer";

const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;
/** Hard limit on the pages of a log; the collector's deadline usually comes first. */
const MAX_PAGES = 2_000;
/** Hard limit on bytes read per page, which bounds the cost of an endless stream. */
const MAX_READ_BYTES = 1024 * 1024 * 1024;
/** The collector's deadline comes later, so that what was read until then is kept. */
const TIMEOUT_MS = 50_000;

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
 * Reads the log of one try, keeping its end or what `openKeeper` keeps. Log stores such as Elasticsearch return JSON in
 * pages, whose continuation tokens are followed while they bring new lines. The tokens of v1 are not, because they never
 * end. @throws AppError NOT_FOUND if Airflow 3 has no such try.
 */
export async function readTaskLog(
  outbound: Outbound,
  session: AirflowSession,
  query: TaskLogQuery,
): Promise<TaskLog> {
  const { api } = await session.version();
  const open = query.openKeeper ?? (() => new TailWindow(query.maxBytes ?? DEFAULT_MAX_BYTES));
  const call = (token: string | null, start: () => Page) =>
    readPage({ outbound, session, api }, query, token, start);
  if (api === "v1") {
    let window = open(false);
    const isWhole = await call(null, () => {
      window = open(false);
      return (chunk) => window.push(chunk);
    });
    return { ...textOf(window), format: "text", isComplete: isWhole };
  }
  let log = new StructuredLog(open(true));
  let isWhole = await call(null, () => {
    log = new StructuredLog(open(true));
    return log.startPage();
  });
  for (let pages = 1; isWhole && log.hasMore() && pages < MAX_PAGES; pages += 1) {
    isWhole = await call(log.token, () => log.startPage());
  }
  const format = log.isText ? "text" : "json-lines";
  return { ...textOf(log.window), format, isComplete: isWhole && log.isEnded };
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
  private first: string | null = null;
  private isRepeat = false;
  private pages = 0;
  private hasNews = false;

  constructor(readonly window: TextKeeper) {}

  startPage(): Page {
    this.pages += 1;
    this.hasNews = false;
    this.splitter = new LogSplitter((json) => this.add(json));
    return (chunk) => this.splitter.push(chunk);
  }

  private add(json: string): void {
    if (this.isRepeat) return;
    const isDated = json.includes('"timestamp"') || json.startsWith('"');
    if (this.pages === 1) {
      if (isDated) this.first ??= json;
    } else if (!this.hasNews) {
      // Every page begins with the names of the sources, which are no news.
      if (!isDated) return;
      if (json === this.first) return void (this.isRepeat = true);
    }
    this.hasNews = true;
    if (json.startsWith('"')) this.isText = true;
    this.window.push(Buffer.from(`${json.startsWith('"') ? plainLine(json) : oneLine(json)}\n`));
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
