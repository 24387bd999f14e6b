import { STATUS_CODES, ServerResponse } from "node:http";
import { SECURITY_HEADERS } from "../../lib/platform/http/server-headers.mjs";

/** How long a closing connection stays open so that the client can read the response. */
const LINGER_MS = 1_000;

/** Headers of the server's own responses: JSON that no browser renders as a page. */
const HEADERS = { "content-type": "application/json", "cache-control": "no-store", ...SECURITY_HEADERS };

/** @typedef {{ status: number, code: string, message: string, headers?: Record<string, string> }} Refusal */

/** @param {Refusal} refusal */
function bodyOf({ code, message }) {
  return JSON.stringify({ error: { code, message } });
}

/**
 * Responds in the API's error shape. The request has been read, so the connection stays open.
 * @param {import("node:http").ServerResponse} response
 * @param {Refusal} refusal
 */
export function answer(response, refusal) {
  answerJson(response, refusal.status, refusal.headers ?? {}, bodyOf(refusal));
}

/**
 * Responds with JSON. The request has been read, so the connection stays open.
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {Record<string, string>} headers lowercase names
 * @param {string} body
 */
export function answerJson(response, status, headers, body) {
  // Use the prototype's methods, so that wrappers (compression) do not wait for more.
  const { writeHead, end } = ServerResponse.prototype;
  writeHead.call(response, status, {
    ...HEADERS,
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  end.call(response, body, "utf8");
}

/**
 * Responds before the request has been read completely, stops reading it and closes the connection. Readers of the
 * request see an error; a later response of a handler is dropped.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {Refusal} refusal
 */
export function refuse(request, response, refusal) {
  const { socket } = request;
  if (response.writableFinished) {
    linger(socket);
    return;
  }
  if (response.headersSent || response.socket !== socket) {
    // A response has started, or an earlier request on the connection is still waiting for one.
    socket.destroy();
    return;
  }
  // Node calls this once the response is sent. Closing with unread bytes would reset the connection and lose it.
  socket.destroySoon = () => linger(socket);
  answer(response, { ...refusal, headers: { ...refusal.headers, connection: "close" } });
  mute(response);
  abandon(request, new Error(refusal.message));
}

/** @param {import("node:stream").Duplex} socket */
function linger(socket) {
  socket.pause();
  socket.end();
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(late));
}

/**
 * Responds to a request that could not be parsed.
 * @param {import("node:stream").Duplex} socket
 * @param {Refusal} refusal
 */
export function answerUnparsed(socket, refusal) {
  const body = bodyOf(refusal);
  const headers = {
    ...HEADERS,
    "content-length": Buffer.byteLength(body),
    ...refusal.headers,
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on("error", () => {});
  socket.write(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join("")}\r\n${body}`);
  linger(socket);
}

/** Turns later responses into no-ops. @param {import("node:http").ServerResponse} response */
function mute(response) {
  response.on("error", () => {});
  Object.assign(response, {
    setHeader: () => response,
    setHeaders: () => response,
    appendHeader: () => response,
    removeHeader: () => {},
    writeHead: () => response,
    flushHeaders: () => {},
    write: () => true,
    end: () => response,
  });
}

/**
 * Fails a request's stream without closing its connection, which is still needed for the response.
 * @param {import("node:http").IncomingMessage} request
 * @param {Error} error
 */
function abandon(request, error) {
  // Without a listener, an `error` event would crash the process.
  request._destroy = (_error, done) => done(request.listenerCount("error") > 0 ? error : null);
  request.destroy(error);
}
