#!/usr/bin/env node
// The embedded database: PostgreSQL and pgvector in WebAssembly, in a process of its own.
//   node bin/database/serve.mjs --data FOLDER
// Prints one line of JSON when clients may connect: { "url": "postgresql://…", "pid": … }.
// Ends cleanly on SIGTERM, SIGINT, and when its standard input is closed (whoever started it is gone).

import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { LockHeldError, isAlive, takeLock } from "./lock.mjs";
import { createDatabaseServer } from "./server.mjs";
import * as wire from "./wire.mjs";

const EXIT_IN_USE = 3;
/** A holder whose own parent is gone is about to close. */
const ORPHAN_WAIT_MS = 10_000;
/** The longest path that every Unix takes for a socket. */
const MAX_SOCKET_PATH = 100;

const START_PARAMETERS = ["-c", "timezone=UTC"];

/** @param {string} data */
async function main(data) {
  const lock = await takeLockPatiently(join(data, "locks"));
  const db = await PGlite.create({
    dataDir: join(data, "postgres"),
    extensions: { vector },
    startParams: [...PGlite.defaultStartParams, ...START_PARAMETERS],
  });
  const greeting = await readGreeting(db);
  const address = chooseAddress(data);
  const { server, close } = createDatabaseServer({
    execute: (bytes) => execute(db, bytes),
    greeting,
    password: address.password,
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(address.listen, () => done(undefined));
  });
  if (address.socket) chmodSync(address.socket, 0o600);

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await close();
    await db.close();
    address.remove();
    lock.release();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.stdin.on("end", stop).on("error", stop).resume();
  process.stdout.on("error", stop);
  process.stdout.write(`${JSON.stringify({ url: address.url(server), pid: process.pid })}\n`);
}

/** @param {string} folder */
async function takeLockPatiently(folder) {
  const giveUpAt = Date.now() + ORPHAN_WAIT_MS;
  for (;;) {
    try {
      return takeLock(folder, "database");
    } catch (error) {
      const isClosing = error instanceof LockHeldError && !isAlive(error.holder.parentPid);
      if (!isClosing || Date.now() > giveUpAt) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/**
 * @param {PGlite} db
 * @param {Buffer} bytes
 * @returns {Promise<Buffer>}
 */
async function execute(db, bytes) {
  /** @type {Buffer[]} */
  const parts = [];
  try {
    await db.execProtocolRawStream(bytes, { onRawData: (data) => parts.push(Buffer.from(data)) });
  } catch (error) {
    // SQL errors arrive as messages. What is thrown means that the engine itself is broken: the files are
    // safe, the process is not. Whoever started it starts a new one, which recovers from the log.
    process.stderr.write(`embedded database: ${error?.stack ?? error}\n`);
    process.exit(1);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** What the backend tells a client that connects: its version, encoding and so on. @param {PGlite} db */
async function readGreeting(db) {
  const parameters = Buffer.concat([wire.text("user"), wire.text("postgres"), Buffer.from([0])]);
  const startup = Buffer.concat([
    wire.int32(parameters.length + 8),
    wire.int32(wire.CODE.version3),
    parameters,
  ]);
  const { messages } = wire.cutMessages(await execute(db, startup));
  return Buffer.concat(messages.filter(({ type }) => type === "S").map(({ bytes }) => bytes));
}

/** Where clients connect: a socket that only this user can open, or on Windows a port with a password. @param {string} data */
function chooseAddress(data) {
  if (process.platform === "win32") {
    const password = randomBytes(24).toString("hex");
    const url = (server) => `postgresql://postgres:${password}@127.0.0.1:${server.address().port}/postgres`;
    return { listen: { host: "127.0.0.1", port: 0 }, socket: null, password, url, remove: () => {} };
  }
  const folder = socketFolder(data);
  const socket = join(folder, ".s.PGSQL.5432");
  rmSync(socket, { force: true });
  const url = () => `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  return {
    listen: { path: socket },
    socket,
    password: null,
    url,
    remove: () => rmSync(socket, { force: true }),
  };
}

/** @param {string} data */
function socketFolder(data) {
  const inside = join(data, "run");
  if (join(inside, ".s.PGSQL.5432").length <= MAX_SOCKET_PATH) {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
    chmodSync(inside, 0o700);
    return inside;
  }
  return mkdtempSync(join(tmpdir(), `pd-${createHash("sha256").update(data).digest("hex").slice(0, 8)}-`));
}

const at = process.argv.indexOf("--data");
const folder = at > 0 ? process.argv[at + 1] : undefined;
if (!folder) {
  process.stderr.write("usage: serve.mjs --data FOLDER\n");
  process.exit(2);
}
try {
  await main(resolve(folder));
} catch (error) {
  const isHeld = error instanceof LockHeldError;
  process.stderr.write(`${isHeld ? error.message : (error?.stack ?? error)}\n`);
  process.exit(isHeld ? EXIT_IN_USE : 1);
}
