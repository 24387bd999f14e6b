import { readdirSync, readFileSync } from "node:fs";
import { isRecord } from "../json";
import type { Exchange } from "../state";

const FOLDER = new URL("./fixtures/", import.meta.url);

/** One exchange of a recording; `t` is milliseconds since its first. */
export interface RecordedExchange extends Omit<Exchange, "ms"> {
  t: number;
}

interface RecordedLine {
  t: number;
  direction: Exchange["direction"];
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  status: number;
  responseHeaders: Record<string, string>;
  response: unknown;
}

/** Names of the recorded cases. */
export function recordingNames(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl"));
  return files.map((file) => file.slice(0, -".jsonl".length));
}

/** The exchanges of one case, in the order in which they were sent. */
export function readRecording(name: string): RecordedExchange[] {
  const text = readFileSync(new URL(`${name}.jsonl`, FOLDER), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const { status, responseHeaders, response, ...rest } = JSON.parse(line) as RecordedLine;
      return { ...rest, response: { status, headers: responseHeaders, body: response } };
    });
}

/** Whether an exchange is a call of a function, and not a registration or a call of the SDK's own. */
export function isCall(exchange: Pick<Exchange, "direction" | "body">): boolean {
  return exchange.direction === "server->app" && isRecord(exchange.body) && isRecord(exchange.body["ctx"]);
}

/**
 * A call as text in which everything that differs from run to run is masked: equal texts mean equal calls.
 * `isRacing`: branches end in any order, so the order of finished steps and of answers is masked too.
 */
export function callText(exchange: Omit<Exchange, "ms">, isRacing = false): string {
  const query = new URL(exchange.path, "http://masked").searchParams;
  const { headers, response } = exchange;
  const body = isRecord(exchange.body) ? exchange.body : {};
  // A server may or may not send the events beside `use_api`.
  const shown = body["use_api"] === true ? { ...body, events: [] } : body;
  return JSON.stringify(
    masked({
      function: query.get("fnId"),
      step: query.get("stepId"),
      headers: {
        step: headers["x-inngest-step-id"],
        version: headers["x-inngest-req-version"],
        generation: headers["x-inngest-generation-id"],
        hasRunId: "x-run-id" in headers,
      },
      body: shown,
      status: response.status,
      noRetry: response.headers["x-inngest-no-retry"],
      retryAfter: response.headers["retry-after"],
      answer: response.body,
    }),
    (key, value: unknown) =>
      isRacing && (key === "stack" || key === "answer") && Array.isArray(value) ? inAnyOrder(value) : value,
  );
}

function inAnyOrder(list: unknown[]): unknown[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The calls of each function, one text per run; calls of a run and runs are sorted. `racing`: see `callText`. */
export function runTexts(exchanges: Omit<Exchange, "ms">[], racing = /^$/): Map<string, string[]> {
  const functions = new Map<string, Map<string, string[]>>();
  for (const exchange of exchanges.filter(isCall)) {
    const functionId = new URL(exchange.path, "http://masked").searchParams.get("fnId") ?? "";
    const runId = exchange.headers["x-run-id"] ?? "";
    const runs = functions.get(functionId) ?? new Map<string, string[]>();
    functions.set(
      functionId,
      runs.set(runId, [...(runs.get(runId) ?? []), callText(exchange, racing.test(functionId))]),
    );
  }
  return new Map(
    [...functions].map(([id, runs]) => [
      id,
      [...runs.values()].map((calls) => calls.sort().join("\n")).sort(),
    ]),
  );
}

const ULID = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z/g;
/** Ids and traces that a server makes up for itself. */
const OWN = new Set([
  "job_id",
  "qi_id",
  "request_id",
  "gid",
  "isr",
  "tc",
  "source_app_id",
  "source_fn_id",
  "source_fn_v",
  "timing",
  "expire",
]);

function masked(value: unknown, name = ""): unknown {
  if (OWN.has(name)) return undefined;
  if (typeof value === "string") {
    if (name === "stack") return "<stack>";
    if (value.length > 2_000) return `<${value.length} characters>`;
    return value.replace(ULID, "<ulid>").replace(UUID, "<uuid>").replace(INSTANT, "<instant>");
  }
  if (typeof value === "number") return value > 1.6e12 && value < 2.2e12 ? "<ms>" : value;
  if (Array.isArray(value)) return value.map((item) => masked(item));
  if (!isRecord(value)) return value;
  const members = Object.keys(value)
    .sort()
    .map((key) => [key.replace(ULID, "<ulid>"), masked(value[key], key)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}
