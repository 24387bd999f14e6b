import { AppError } from "@/lib/platform/errors";
import { refusalOf, sharedGuardedFetch } from "@/lib/platform/http/guarded-fetch";

const MAX_REDIRECTS = 3;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

export interface OutboundOptions {
  /** Name of the system for messages, e.g. `Airflow`. */
  system: string;
  /** http or https URL that somebody configured; its path is a prefix of every call. */
  baseUrl: string;
  /** Aborts every call; its reason is thrown as it is. */
  signal?: AbortSignal;
  /** For one call, body included; 10 s unless told. */
  timeoutMs?: number;
}

export interface OutboundRequest {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  /** Aborts this call; its reason is thrown as it is. */
  signal?: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Outbound {
  readonly system: string;
  readonly baseUrl: string;
  /** One call with its body as text. @throws AppError UNAVAILABLE when there is no answer, TOO_LARGE over 32 MiB. */
  call(path: string, request?: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * One call whose body is read in chunks. `onChunk` answers false to stop reading; bodies of answers that are not
   * 2xx are given as `text` instead. @throws as `call` does, but for what was cut off after the first chunk.
   */
  stream(
    path: string,
    request: OutboundRequest,
    onChunk: (chunk: Uint8Array) => boolean,
  ): Promise<StreamAnswer>;
}

export interface StreamAnswer extends OutboundAnswer {
  /** False when reading stopped before the body's end: by `onChunk`, a timeout or a broken connection. */
  isWhole: boolean;
}

/**
 * The one way to call an outside system over HTTP. It connects only where PD_OUTBOUND_ALLOW lets it, and follows
 * redirects within one origin only, so that credentials never reach another one; every call has a deadline; network
 * trouble becomes an AppError that says what to do, and a refused address one with the code FORBIDDEN.
 * @throws AppError INVALID for a base URL that is not a plain http or https URL.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  const base = parseBase(options);
  const { system } = options;
  const { origin } = new URL(base);
  const open = (path: string, request: OutboundRequest) => {
    const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const callers = [options.signal, request.signal].filter((item) => item !== undefined);
    const signal = AbortSignal.any([...callers, timeout]);
    const aborted = () => callers.find((caller) => caller.aborted);
    const explain = (error: unknown): unknown => {
      const refusal = error instanceof AppError ? error : refusalOf(error);
      if (refusal) return refusal;
      const by = aborted();
      if (by) return by.reason;
      if (timeout.aborted) {
        return unavailable(`${system} did not answer within ${timeoutMs / 1000} s at ${origin}.`, error);
      }
      return unavailable(`${system} cannot be reached at ${origin}: ${networkCause(error)}`, error);
    };
    return { explain, aborted, response: follow(options, new URL(base + path), request, signal) };
  };
  return {
    system,
    baseUrl: base,
    call: async (path, request = {}) => {
      const { explain, response } = open(path, request);
      try {
        const answer = await response;
        return { status: answer.status, headers: answer.headers, text: await readText(system, answer) };
      } catch (error) {
        throw explain(error);
      }
    },
    stream: async (path, request, onChunk) => {
      const { explain, aborted, response } = open(path, request);
      let hasBegun = false;
      try {
        const answer = await response;
        const meta = { status: answer.status, headers: answer.headers };
        if (!answer.ok) return { ...meta, text: await readText(system, answer), isWhole: true };
        const isWhole = await readChunks(answer, (chunk) => {
          hasBegun = true;
          return onChunk(chunk);
        }).catch((error: unknown) => {
          if (!hasBegun || aborted()) throw error;
          return false;
        });
        return { ...meta, text: "", isWhole };
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

/** The same way out, every call of which ends when `signal` aborts. */
export function withSignal(outbound: Outbound, signal: AbortSignal): Outbound {
  return {
    ...outbound,
    call: (path, request) => outbound.call(path, { ...request, signal }),
    stream: (path, request, onChunk) => outbound.stream(path, { ...request, signal }, onChunk),
  };
}

/** One segment of a path, encoded. @throws AppError INVALID for `.` and `..`, which would name another resource. */
export function pathSegment(value: string | number): string {
  const text = String(value);
  if (text === "." || text === ".." || text === "") {
    throw new AppError("INVALID", `"${text}" cannot be the name of anything.`);
  }
  return encodeURIComponent(text);
}

/** The base URL without a trailing slash, query or fragment. */
function parseBase({ system, baseUrl }: OutboundOptions): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new AppError("INVALID", `${system}'s API address must be an http:// or https:// URL.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "INVALID",
      `Put the user name and password for ${system} into its credentials, not into the URL.`,
    );
  }
  return url.origin + url.pathname.replace(/\/{1,10}$/, "");
}

async function follow(
  options: OutboundOptions,
  first: URL,
  request: OutboundRequest,
  signal: AbortSignal,
): Promise<Response> {
  const send = sharedGuardedFetch();
  let url = first;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await send(url, {
      method: request.method ?? "GET",
      headers: { "user-agent": "pipeline-debugger", ...request.headers },
      body: request.body,
      redirect: "manual",
      cache: "no-store",
      signal,
    });
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    url = redirectTarget(options.system, url, location, request);
  }
  throw unavailable(`${options.system} redirects in circles at ${first.origin}.`, null);
}

/** Another origin would see the credentials; a POST that becomes a GET would do something else. */
function redirectTarget(system: string, from: URL, location: string, request: OutboundRequest): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  const isUpgrade = from.protocol === "http:" && to?.protocol === "https:" && to.hostname === from.hostname;
  if (to && (to.origin === from.origin || isUpgrade) && (request.method ?? "GET") === "GET") return to;
  throw unavailable(
    `${system} redirects to ${describeTarget(to)}. Set the API address to where it really answers.`,
    null,
  );
}

/** Without the target's query, where tokens go; of an address that is not HTTP no more than its scheme. */
function describeTarget(to: URL | null): string {
  if (!to) return "an address that is not valid";
  if (to.protocol !== "http:" && to.protocol !== "https:") {
    return `a ${to.protocol.slice(0, 30)} address, which is not allowed`;
  }
  return `${(to.origin + to.pathname).slice(0, 200)}, which is not followed`;
}

async function readText(system: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const isWhole = await readChunks(response, (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    return size <= DEFAULT_MAX_BYTES;
  });
  if (!isWhole)
    throw new AppError(
      "TOO_LARGE",
      `${system} answered with more than ${DEFAULT_MAX_BYTES / 1024 / 1024} MiB.`,
    );
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function readChunks(response: Response, onChunk: (chunk: Uint8Array) => boolean): Promise<boolean> {
  const reader = response.body?.getReader();
  if (!reader) return true;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    if (!onChunk(value)) {
      await reader.cancel();
      return false;
    }
  }
}

function unavailable(message: string, cause: unknown): AppError {
  return new AppError("UNAVAILABLE", message, { cause });
}

const NETWORK_CAUSES: Record<string, string> = {
  ECONNREFUSED: "the connection was refused. Is it running, and is the port right?",
  ENOTFOUND: "the host name is not known.",
  EAI_AGAIN: "the host name cannot be looked up right now.",
  ECONNRESET: "the connection was cut.",
  ETIMEDOUT: "the connection timed out.",
  EHOSTUNREACH: "there is no route to the host.",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out.",
  UND_ERR_SOCKET: "the connection was cut.",
  CERT_HAS_EXPIRED: "its TLS certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its TLS certificate is self-signed.",
  ERR_TLS_CERT_ALTNAME_INVALID: "its TLS certificate is for another host.",
};

function networkCause(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  const known = typeof code === "string" ? NETWORK_CAUSES[code] : undefined;
  return known ?? (typeof code === "string" ? `${code}.` : "the connection failed.");
}
