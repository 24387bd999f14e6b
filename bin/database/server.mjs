// Accepts PostgreSQL clients and passes their messages to the shared backend.

import { timingSafeEqual, createHash } from "node:crypto";
import { createServer } from "node:net";
import * as wire from "./wire.mjs";
import { startAutovacuum } from "./autovacuum.mjs";
import { SharedBackend } from "./sharing.mjs";

const IDLE_IN_TRANSACTION_MS = 15_000;

/**
 * @param {object} options
 * @param {import("./sharing.mjs").Engine} options.engine
 * @param {Buffer} options.greeting ParameterStatus messages sent to every client
 * @param {string | null} options.password required if others can connect; null on a private socket
 */
export function createDatabaseServer({ engine, greeting, password }) {
  const backend = new SharedBackend(engine);
  const stopAutovacuum = startAutovacuum((sql) => backend.ask(sql));
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  let lastId = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    lastId += 1;
    serveClient(socket, lastId, { backend, greeting, password });
  });
  return {
    server,
    /** Closes after the running statement; open transactions are rolled back. */
    async close() {
      stopAutovacuum();
      server.close();
      const goodbye = wire.errorResponse("FATAL", "57P01", "the database is shutting down");
      for (const socket of sockets) socket.end(goodbye);
      await backend.idle();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * @param {import("node:net").Socket} socket
 * @param {number} id
 * @param {{ backend: SharedBackend, greeting: Buffer, password: string | null }} shared
 */
function serveClient(socket, id, { backend, greeting, password }) {
  const inbox = new wire.Inbox();
  let state = "startup";
  /** @type {Record<string, string>} */
  let parameters = {};
  socket.setNoDelay(true);

  const send = (/** @type {Buffer} */ bytes) => {
    if (socket.writable && bytes.length > 0) socket.write(bytes);
  };

  const begin = () => {
    state = "ready";
    const idleInTransactionMs =
      Number(parameters["idle_in_transaction_session_timeout"]) || IDLE_IN_TRANSACTION_MS;
    backend.join({ id, send, end: (bytes) => socket.end(bytes), idleInTransactionMs });
    const authenticated = wire.message("R", wire.int32(0));
    const key = wire.message("K", wire.int32(id), wire.int32(0));
    send(Buffer.concat([authenticated, greeting, key, wire.readyForQuery("I")]));
  };

  const readStartup = () => {
    const buffer = inbox.peek();
    if (buffer.length < 8) return;
    const length = buffer.readInt32BE(0);
    const code = buffer.readInt32BE(4);
    if (length < 8 || length > 10_000) throw new Error("not a PostgreSQL client");
    if (buffer.length < length) return;
    const packet = buffer.subarray(0, length);
    inbox.keep(buffer.subarray(length));
    if (code === wire.CODE.ssl || code === wire.CODE.gss) {
      send(Buffer.from("N"));
      readStartup();
    } else if (code === wire.CODE.cancel) {
      // A running statement cannot be cancelled; the protocol expects no response.
      socket.end();
    } else if (code >>> 16 === 3) {
      parameters = wire.startupParameters(packet);
      if (password === null) begin();
      else askPassword();
    } else {
      throw new Error("unsupported protocol version");
    }
  };

  const askPassword = () => {
    state = "password";
    send(wire.message("R", wire.int32(3)));
  };

  const onMessages = (/** @type {wire.Message[]} */ messages) => {
    if (state === "password") {
      const first = messages.shift();
      if (
        first?.type !== "p" ||
        !isEqual(first.bytes.toString("utf8", 5, first.bytes.length - 1), password ?? "")
      ) {
        socket.end(wire.errorResponse("FATAL", "28P01", "password authentication failed"));
        return;
      }
      begin();
    }
    const goodbye = messages.findIndex(({ type }) => type === "X");
    backend.receive(id, goodbye < 0 ? messages : messages.slice(0, goodbye));
    if (goodbye >= 0) socket.end();
  };

  socket.on("data", (data) => {
    inbox.add(data);
    backend.noteActivity(id);
    try {
      if (state === "startup") readStartup();
      if (state === "startup") return;
      const messages = inbox.take();
      if (messages.length > 0) onMessages(messages);
    } catch (error) {
      socket.end(wire.errorResponse("FATAL", "08P01", String(error.message)));
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => backend.leave(id));
}

/** @param {string} a @param {string} b */
function isEqual(a, b) {
  const digest = (/** @type {string} */ value) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
