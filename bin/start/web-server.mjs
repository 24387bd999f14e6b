// The HTTP server: binds the port immediately and serves the product's pages as soon as they are ready.

import { createServer } from "node:http";
import { noSuchWebhook, unknownWebhookKind } from "../../lib/platform/http/source-kinds.mjs";
import { answer, answerUnparsed } from "./answer.mjs";
import { boundBodies } from "./bound-bodies.mjs";
import { boundConnections } from "./bound-connections.mjs";
import { explainNotAllowed } from "./method-not-allowed.mjs";
import { paced } from "./pace.mjs";
import { Problem } from "./problem.mjs";

const DRAIN_MS = 5_000;
/** A response still running after this is treated as an endless stream. */
const BEGUN_MS = 1_000;

/** Connections queued by the system until accepted; beyond that, clients retry a second later. */
const BACKLOG = 4_096;

const MAX_URL_CHARS = 8_192;
const MAX_HEADERS = 200;
/** From the first byte (or the connection's start) to the end of the headers. */
const HEADERS_MS = 10_000;
/** To the end of the body; slow ones are refused sooner (bound-bodies.mjs). */
const REQUEST_MS = 120_000;
/** How often Node checks these timeouts; its default is 30 s. */
const CHECK_MS = 2_000;
/** A response is aborted if the client reads nothing for this long. */
const UNREAD_MS = 30_000;
// Longer than a proxy's idle timeout, so that the proxy never uses a connection that is closing.
const KEEP_ALIVE_MS = 65_000;

/** Sent if PUBLIC_URL is HTTPS. @type {[string, string]} */
const HSTS = ["strict-transport-security", "max-age=31536000"];

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Handler
 * @typedef {import("./answer.mjs").Refusal} Refusal
 * @typedef {import("./bound-bodies.mjs").Bounds & import("./bound-connections.mjs").ConnectionLimits
 *   & { unreadMs?: number }} Limits
 */

/** @type {Handler} */
function answerStarting(_request, response) {
  answer(response, {
    status: 503,
    code: "unavailable",
    message: "Pipeline Debugger is starting. Try again in a moment.",
    headers: { "retry-after": "1" },
  });
}

/**
 * Why a request is refused before routing, or null.
 * @param {Request} request
 * @returns {Refusal | null}
 */
function findFault({ url = "", rawHeaders }) {
  if (url.length > MAX_URL_CHARS) {
    return {
      status: 414,
      code: "too_large",
      message: `The URL can have at most ${MAX_URL_CHARS} characters.`,
    };
  }
  if (rawHeaders.length > 2 * MAX_HEADERS) {
    return { status: 431, code: "too_large", message: `At most ${MAX_HEADERS} headers are allowed.` };
  }
  const kind = unknownWebhookKind(url);
  if (kind !== null) return { status: 404, code: "not_found", message: noSuchWebhook(kind) };
  if (!isReadable(url)) {
    return {
      status: 400,
      code: "bad_request",
      message: "The URL is not valid: malformed percent-encoding.",
    };
  }
  return null;
}

/** @param {string} url */
function isReadable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Responses to errors of Node's parser and timeouts. @type {Map<string, Refusal>} */
const UNPARSED = new Map([
  ["HPE_HEADER_OVERFLOW", { status: 431, code: "too_large", message: "The headers are too large." }],
  [
    "HPE_CHUNK_EXTENSIONS_OVERFLOW",
    { status: 413, code: "too_large", message: "The chunk extensions are too large." },
  ],
  [
    "ERR_HTTP_REQUEST_TIMEOUT",
    { status: 408, code: "bad_request", message: "The request timed out before it was complete." },
  ],
]);

/** @type {Refusal} */
const NOT_HTTP = { status: 400, code: "bad_request", message: "This is not a valid HTTP request." };

/** @type {Refusal} */
const NO_UPGRADE = { status: 400, code: "bad_request", message: "This connection cannot be upgraded." };

/** @param {NodeJS.ErrnoException} error @param {import("node:net").Socket & { _httpMessage?: Response }} socket */
function answerFault(error, socket) {
  if (!socket.writable || socket._httpMessage?.headersSent) socket.destroy();
  else answerUnparsed(socket, UNPARSED.get(error.code ?? "") ?? NOT_HTTP);
}

/**
 * Listens. Until `use` is called, every request gets a retryable 503.
 * @param {string} host
 * @param {number} port 0: a free port
 * @param {Limits} [limits] overrides of the defaults
 * @throws {Problem} if it cannot listen on the port
 */
export async function openWebServer(host, port, limits = {}) {
  /** @type {Handler} */
  let handler = answerStarting;
  /** Responses in progress. @type {Set<Response>} */
  const open = new Set();
  const receiveBody = boundBodies(limits);
  const connections = boundConnections(limits);
  const handle = paced((request, response) => {
    if (explainNotAllowed(request, response)) void handler(request, response);
  });
  /** @type {Handler} */
  const serve = (request, response) => {
    open.add(response);
    const { socket } = request;
    response.once("finish", () => discardRest(request, socket));
    response.once("close", () => open.delete(response));
    if (process.env.PUBLIC_URL?.startsWith("https:")) response.setHeader(...HSTS);
    const fault = findFault(request);
    const isReceived = receiveBody(request, response, () => {
      if (fault) return;
      connections.keep(socket);
      response.once("close", () => connections.release(socket));
      handle(request, response);
    });
    if (fault && isReceived) answer(response, fault);
  };
  const server = createServer(
    {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    serve,
  );
  server.on("connection", connections.admit);
  server.setTimeout(limits.unreadMs ?? UNREAD_MS, (socket) => {
    if (connections.isWaiting(socket) || socket.writableLength > 0) socket.destroy();
  });
  server.on("checkContinue", (request, response) => {
    serve(request, response);
    if (!response.headersSent) response.writeContinue();
  });
  server.on("clientError", answerFault);
  // Next leaves these connections open without answering them.
  server.on("upgrade", (_request, socket) => answerUnparsed(socket, NO_UPGRADE));
  await listen(server, host, port);
  return {
    server,
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    /** @param {Handler} next */
    use(next) {
      handler = next;
    },
    /** Accepts no more requests, waits for those in progress, and closes streams. */
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      for (const response of open) {
        if (!response.headersSent) response.setHeader("connection", "close");
        if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.destroy();
      }
      const begun = [...open].filter((response) => response.headersSent);
      const soon = setTimeout(() => begun.forEach((response) => response.destroy()), BEGUN_MS);
      const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(soon);
      clearTimeout(late);
    },
  };
}

/**
 * Reads and drops the rest of a request that was answered early (within its limit, see bound-bodies.mjs), because the next
 * request would wait behind it forever. Closes the connection if the rest does not end.
 * @param {Request} request
 * @param {import("node:net").Socket} socket
 */
function discardRest(request, socket) {
  if (request.complete || socket.writableEnded) return;
  socket.resume();
  const late = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, DRAIN_MS);
  // Do not add listeners to the connection, because it carries many requests.
  late.unref();
}

/** @param {import("node:http").Server} server @param {string} host @param {number} port */
async function listen(server, host, port) {
  try {
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host, backlog: BACKLOG }, () => resolve(undefined));
    });
  } catch (error) {
    throw new Problem(
      LISTEN_PROBLEMS[error.code]?.(host, port) ?? `Cannot listen on ${host}:${port}: ${error.message}`,
    );
  }
}

/** @type {Record<string, (host: string, port: number) => string>} */
const LISTEN_PROBLEMS = {
  EADDRINUSE: (_host, port) =>
    `Port ${port} is already in use. Stop the other program, or set PORT to another port, such as ${port + 1}, and restart.`,
  EACCES: (_host, port) => `This user may not listen on port ${port}. Use a higher one: PORT=3000 npm start`,
  EADDRNOTAVAIL: (host) => `HOST=${host} is not an address of this machine. Unset it to listen on 127.0.0.1.`,
  ENOTFOUND: (host) => `HOST=${host} cannot be resolved. Unset it to listen on 127.0.0.1.`,
};
