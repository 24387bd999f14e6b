#!/usr/bin/env node
// The embedded database: PostgreSQL and pgvector in WebAssembly, in a separate process.
//   node bin/database/serve.mjs --data FOLDER [--fast]
// Prints one line of JSON once clients can connect: { "url": "postgresql://…", "pid": … }.
// Shuts down cleanly on SIGTERM, SIGINT, and when its standard input is closed (the parent is gone).

import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DurableLog } from "./durable.mjs";
import { execute, explainFailure, initialise, openEngine, readGreeting } from "./engine.mjs";
import { EXIT_IN_USE, EXIT_UNUSABLE } from "./launch.mjs";
import { LockHeldError, isAlive, takeLock } from "./lock.mjs";
import { createDatabaseServer } from "./server.mjs";

/** How long to wait for a holder whose parent is gone, as it is about to exit. */
const ORPHAN_WAIT_MS = 10_000;
/** The socket name PostgreSQL clients expect. */
const SOCKET_NAME = ".s.PGSQL.5432";
/** The longest socket path every Unix supports. */
const MAX_SOCKET_PATH = 100;

/** @param {string} data @param {boolean} isDurable */
async function serve(data, isDurable) {
  const lock = await takeLockPatiently(join(data, "locks"));
  const folder = join(data, "postgres");
  // In a separate process, because initialization leaves 200 MB of memory that is never reused.
  if (!existsSync(folder)) makeFiles(data);
  const log = isDurable ? new DurableLog() : null;
  const db = await openOrExplain(folder, log);
  const address = chooseAddress(data);
  const { server, close } = createDatabaseServer({
    engine: {
      execute: (bytes) => execute(db, bytes),
      isDirty: () => log?.isDirty() ?? false,
      flush: () => flushOrEnd(log),
    },
    greeting: await readGreeting(db),
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
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, stop);
  process.stdin.on("end", stop).on("error", stop).resume();
  process.stdout.on("error", stop);
  process.stdout.write(`${JSON.stringify({ url: address.url(server), pid: process.pid })}\n`);
}

/** @param {string} folder @param {DurableLog | null} log */
async function openOrExplain(folder, log) {
  try {
    return await openEngine(folder, log);
  } catch (error) {
    process.stderr.write(`Cannot open the database in ${folder} (${explainFailure(error)}).\n`);
    process.exit(EXIT_UNUSABLE);
  }
}

/** Exits if the flush fails, so that nothing unwritten is acknowledged. @param {DurableLog | null} log */
async function flushOrEnd(log) {
  try {
    await log?.flush();
  } catch (error) {
    process.stderr.write(`embedded database: cannot write to the disk: ${error}\n`);
    process.exit(1);
  }
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

/** @param {string} data */
function makeFiles(data) {
  const { status } = spawnSync(process.execPath, [process.argv[1], "--data", data, "--initialise"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error(`Could not create the database files in ${data}.`);
}

/**
 * Where clients connect: a socket private to this user; on Windows a port with a password.
 * @param {string} data
 */
function chooseAddress(data) {
  if (process.platform === "win32") {
    const password = randomBytes(24).toString("hex");
    const url = (/** @type {import("node:net").Server} */ server) =>
      `postgresql://postgres:${password}@127.0.0.1:${portOf(server)}/postgres`;
    return { listen: { host: "127.0.0.1", port: 0 }, socket: null, password, url, remove: () => {} };
  }
  const folder = socketFolder(data);
  const socket = join(folder, SOCKET_NAME);
  rmSync(socket, { force: true });
  return {
    listen: { path: socket },
    socket,
    password: null,
    url: () => `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    remove: () => rmSync(socket, { force: true }),
  };
}

/** @param {import("node:net").Server} server */
const portOf = (server) => /** @type {import("node:net").AddressInfo} */ (server.address()).port;

/**
 * A private folder for the socket: in the data folder, or in the temporary folder if that path is too long. Stable for the
 * same data, so that a restarted database is found again.
 * @param {string} data
 */
function socketFolder(data) {
  const inside = join(data, "run");
  const name = createHash("sha256").update(data).digest("hex").slice(0, 16);
  const isShort = Buffer.byteLength(join(inside, SOCKET_NAME)) <= MAX_SOCKET_PATH;
  const folder = isShort ? inside : join(tmpdir(), `pd-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) {
    throw new Error(
      `${folder} belongs to another user. Remove it, or choose a data folder with a shorter path.`,
    );
  }
  chmodSync(folder, 0o700);
  return folder;
}

const { values } = parseArgs({
  options: { data: { type: "string" }, fast: { type: "boolean" }, initialise: { type: "boolean" } },
});
try {
  // Everything created from here on is private.
  process.umask(0o077);
  if (!values.data) throw new Error("usage: serve.mjs --data FOLDER");
  const data = resolve(values.data);
  if (values.initialise) await initialise(join(data, "postgres"));
  else await serve(data, !values.fast);
} catch (error) {
  const isHeld = error instanceof LockHeldError;
  process.stderr.write(`${isHeld ? error.message : (error?.stack ?? error)}\n`);
  process.exit(isHeld ? EXIT_IN_USE : 1);
}
