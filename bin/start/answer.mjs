import { STATUS_CODES, ServerResponse } from "node:http";
import { DATA_POLICY } from "../../lib/platform/http/server-headers.mjs";

/** How long an ending connection stays open, unread, so that the client can read the answer. */
const LINGER_MS = 1_000;

/** What every answer of the server itself carries: JSON that no browser takes for a page. */
const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "content-security-policy": DATA_POLICY,
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
};

/** @typedef {{ status: number, code: string, message: string, headers?: Record<string, string> }} Refusal */

/** @param {Refusal} refusal */
function bodyOf({ code, message }) {
  return JSON.stringify({ error: { code, message } });
}

/**
 * Answers in the API's error shape. The request has been read, so the connection goes on.
 * @param {import("node:http").ServerResponse} response
 * @param {Refusal} refusal
 */
export function answer(response, refusal) {
  const body = bodyOf(refusal);
  // The prototype's: what wraps a response (compression) must not wait for more.
  const { writeHead, end } = ServerResponse.prototype;
  const headers = { ...HEADERS, "content-length": Buffer.byteLength(body), ...refusal.headers };
  writeHead.call(response, refusal.status, headers);
  end.call(response, body, "utf8");
}

/**
 * Answers although the request has not been read to its end, reads no more of it and ends the connection. Whoever
 * reads the request sees it fail; whatever a handler still answers is dropped.
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
    // An answer has begun, or an earlier request of the connection waits for its own.
    socket.destroy();
    return;
  }
  // Node calls it when the answer is out. Closing with unread bytes resets the connection, answer included.
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
 * Answers a request that could not even be parsed.
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

/** Makes later attempts to answer do nothing. @param {import("node:http").ServerResponse} response */
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
 * Fails a request's stream without closing its connection, which still carries the answer.
 * @param {import("node:http").IncomingMessage} request
 * @param {Error} error
 */
function abandon(request, error) {
  // Without a listener an `error` would end the process.
  request._destroy = (_error, done) => done(request.listenerCount("error") > 0 ? error : null);
  request.destroy(error);
}
