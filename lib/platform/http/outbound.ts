import { AppError } from "@/lib/platform/errors";
import { refusalOf, sharedGuardedFetch } from "@/lib/platform/http/guarded-fetch";

const MAX_REDIRECTS = 3;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

export interface OutboundOptions {
  /** The system's name for messages, such as `Airflow`. */
  system: string;
  /** Configured HTTP(S) URL; its path prefixes every call. */
  baseUrl: string;
  /** Aborts every call; its reason is rethrown. */
  signal?: AbortSignal;
  /** Timeout per call, body included. Default 10 s. */
  timeoutMs?: number;
  /** Called for each answer, to count requests and to read the other system's clock. */
  onAnswer?: (headers: Headers) => void;
}

export interface OutboundRequest {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  /** Aborts this call; its reason is rethrown. */
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
  /** A call with the response body as text. @throws AppError UNAVAILABLE without a response, TOO_LARGE over 32 MiB. */
  call(path: string, request?: OutboundRequest): Promise<OutboundAnswer>;
  /**
   * A call with the response body in chunks. `onChunk` returns false to stop reading; bodies of non-2xx responses are
   * returned as `text`. @throws like `call`, except for an interruption after the first chunk.
   */
  stream(
    path: string,
    request: OutboundRequest,
    onChunk: (chunk: Uint8Array) => boolean,
  ): Promise<StreamAnswer>;
}

export interface StreamAnswer extends OutboundAnswer {
  /** False if reading stopped early: by `onChunk`, a timeout or a broken connection. */
  isWhole: boolean;
}

/**
 * The only way to call an external system over HTTP. Connects only where PD_OUTBOUND_ALLOW allows, and follows only
 * same-origin redirects, so that credentials never reach another origin. Every call has a timeout. Network errors become an
 * AppError that says what to do, a refused address one with the code FORBIDDEN.
 * @throws AppError INVALID for an invalid base URL.
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
    const response = follow(options, new URL(base + path), request, signal).then((answer) => {
      options.onAnswer?.(answer.headers);
      return answer;
    });
    return { explain, aborted, response };
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

/** Adds an abort signal to every call, beside the call's own. */
export function withSignal(outbound: Outbound, signal: AbortSignal): Outbound {
  const signaled = <Request extends OutboundRequest>(request?: Request) => ({
    ...request,
    signal: request?.signal ? AbortSignal.any([request.signal, signal]) : signal,
  });
  return {
    ...outbound,
    call: (path, request) => outbound.call(path, signaled(request)),
    stream: (path, request, onChunk) => outbound.stream(path, signaled(request), onChunk),
  };
}

/** Encodes a path segment. @throws AppError INVALID for `.` and `..`, which would change the resource. */
export function pathSegment(value: string | number): string {
  const text = String(value);
  if (text === "." || text === ".." || text === "") {
    throw new AppError("INVALID", `"${text}" is not a valid name.`);
  }
  return encodeURIComponent(text);
}

/** The base URL without a trailing slash, query or fragment. */
function parseBase({ system, baseUrl }: OutboundOptions): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new AppError("INVALID", `${system}'s API URL must be an http:// or https:// URL.`);
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
  throw unavailable(`${options.system} redirects in a loop at ${first.origin}.`, null);
}

/** Refuses redirects to other origins, which would see the credentials, and a POST that would become a GET. */
function redirectTarget(system: string, from: URL, location: string, request: OutboundRequest): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : null;
  const isUpgrade = from.protocol === "http:" && to?.protocol === "https:" && to.hostname === from.hostname;
  if (to && (to.origin === from.origin || isUpgrade) && (request.method ?? "GET") === "GET") return to;
  throw unavailable(
    `${system} redirects to ${describeTarget(to)}. Set the API URL to its real location.`,
    null,
  );
}

/** Omits the query, which may contain tokens; for non-HTTP URLs only the scheme. */
function describeTarget(to: URL | null): string {
  if (!to) return "an invalid URL";
  if (to.protocol !== "http:" && to.protocol !== "https:") {
    return `a ${to.protocol.slice(0, 30)} URL, which is not allowed`;
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
    throw new AppError("TOO_LARGE", `${system} returned more than ${DEFAULT_MAX_BYTES / 1024 / 1024} MiB.`);
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
  ENOTFOUND: "the host name cannot be resolved.",
  EAI_AGAIN: "DNS is not responding.",
  ECONNRESET: "the connection was reset.",
  ETIMEDOUT: "the connection timed out.",
  EHOSTUNREACH: "no route to host.",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out.",
  UND_ERR_SOCKET: "the connection was closed.",
  CERT_HAS_EXPIRED: "its TLS certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its TLS certificate is self-signed.",
  ERR_TLS_CERT_ALTNAME_INVALID: "its TLS certificate is for another host.",
};

/** What a network error means for people, ending with a full stop. */
export function networkCause(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  const known = typeof code === "string" ? NETWORK_CAUSES[code] : undefined;
  return known ?? (typeof code === "string" ? `${code}.` : "the connection failed.");
}
