// The HTTP server: takes the port at once, answers with the product's pages as soon as they are ready.

import { createServer } from "node:http";
import { Problem } from "./problem.mjs";

const DRAIN_MS = 5_000;
/** An answer that has begun and still goes on after this is taken for one that never ends. */
const BEGUN_MS = 1_000;

const STARTING = JSON.stringify({
  error: { code: "unavailable", message: "Pipeline Debugger is starting. Try again in a moment." },
});

/**
 * @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void} Handler
 */

/** @type {Handler} */
function answerStarting(_request, response) {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1" });
  response.end(STARTING);
}

const MALFORMED = JSON.stringify({
  error: {
    code: "bad_request",
    message: "The address is not valid: % is not followed by the digits of a character.",
  },
});

/** What no route could read. @type {Handler} */
function answerMalformed(_request, response) {
  response.writeHead(400, { "content-type": "application/json" });
  response.end(MALFORMED);
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

/**
 * Listens. Until `use` is called every request is told to come again.
 * @param {string} host
 * @param {number} port 0: a free one
 * @throws {Problem} when the port cannot be had
 */
export async function openWebServer(host, port) {
  /** @type {Handler} */
  let handler = answerStarting;
  /** Answers under way. @type {Set<import("node:http").ServerResponse>} */
  const open = new Set();
  const server = createServer((request, response) => {
    open.add(response);
    const { socket } = request;
    response.once("finish", () => discardRest(request, socket));
    response.once("close", () => open.delete(response));
    void (isReadable(request.url ?? "") ? handler : answerMalformed)(request, response);
  });
  // Longer than a proxy in front keeps its idle connections, so that it never uses one that is just closing.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  await listen(server, host, port);
  return {
    server,
    port: /** @type {import("node:net").AddressInfo} */ (server.address()).port,
    /** @param {Handler} next */
    use(next) {
      handler = next;
    },
    /** Takes no more requests and lets those under way end; streams, which never do, are ended. */
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
 * A request that was answered before all of it had been read leaves its rest on the connection, where the next
 * request would wait behind it for ever. The rest is read and thrown away; when it does not end, the connection does.
 * @param {import("node:http").IncomingMessage & { _dumped?: boolean }} request
 * @param {import("node:net").Socket} socket
 */
function discardRest(request, socket) {
  if (request.complete) return;
  // A stream that was given up takes nothing more; this mark makes Node's parser pass it by.
  if (request.destroyed) request._dumped = true;
  request.unpipe().removeAllListeners("readable").removeAllListeners("data").resume();
  socket.resume();
  const late = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, DRAIN_MS);
  // Nothing is hung on the connection itself: it carries many requests.
  late.unref();
}

/** @param {import("node:http").Server} server @param {string} host @param {number} port */
async function listen(server, host, port) {
  try {
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => resolve(undefined));
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
    `Port ${port} is in use by another program. Stop that one, or start with another port: PORT=${port + 1} npm start`,
  EACCES: (_host, port) =>
    `Port ${port} is not allowed to this user. Start with a higher one: PORT=3000 npm start`,
  EADDRNOTAVAIL: (host) => `HOST=${host} is not an address of this machine. Unset it to listen on 127.0.0.1.`,
  ENOTFOUND: (host) => `HOST=${host} is not known. Unset it to listen on 127.0.0.1.`,
};
