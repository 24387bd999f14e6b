// The engine of the embedded database: PGlite on a data folder, tuned for one small installation.

import { existsSync, renameSync, rmSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { privateFiles } from "./private-files.mjs";
import * as wire from "./wire.mjs";

/** Small shared_buffers save memory; the operating system caches the files anyway. */
const SETTINGS = {
  shared_buffers: "16MB",
  maintenance_work_mem: "32MB",
  min_wal_size: "32MB",
  max_wal_size: "128MB",
  timezone: "UTC",
};

/**
 * Opens a data folder created by `initialise`.
 * @param {string} folder
 * @param {import("./durable.mjs").DurableLog | null} log makes commits durable; null leaves flushing to the system
 */
export function openEngine(folder, log) {
  const settings = { ...SETTINGS, ...(log ? { wal_sync_method: "fsync" } : {}) };
  const startParams = PGlite.defaultStartParams.filter((param) => !(log && param === "-F"));
  for (const [name, value] of Object.entries(settings)) startParams.push("-c", `${name}=${value}`);
  return PGlite.create({
    dataDir: folder,
    extensions: { ...(log && { log: log.extension }), privateFiles, vector },
    startParams,
    onStderr: noteComplaint,
  });
}

/** PostgreSQL's message before it failed. */
let complaint = "";

/** @param {string} line of its log @returns {boolean} as PGlite's type wants it */
function noteComplaint(line) {
  const [, level, what] = /\b(FATAL|PANIC): {1,2}(.{1,500})/.exec(line) ?? [];
  // The first PANIC is the reason; later ones are consequences.
  if (what && !complaint.startsWith("PANIC")) complaint = `${level}: ${what}`;
  return false;
}

/** Explains an engine error with PostgreSQL's own message, if there is one. @param {any} error */
export function explainFailure(error) {
  return complaint || (error?.stack ?? JSON.stringify(error));
}

/** Creates a new data folder atomically. @param {string} folder */
export async function initialise(folder) {
  if (existsSync(folder)) return;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  const db = await openEngine(draft, null);
  await db.close();
  renameSync(draft, folder);
}

/**
 * Sends protocol messages to the backend.
 * @param {PGlite} db
 * @param {Buffer} bytes
 * @returns {Promise<Buffer>} its complete response
 */
export async function execute(db, bytes) {
  /** @type {Buffer[]} */
  const parts = [];
  try {
    await db.execProtocolRawStream(bytes, { onRawData: (data) => parts.push(Buffer.from(data)) });
  } catch (error) {
    // SQL errors arrive as messages. An exception means that the engine itself is broken: the files are safe, but the
    // process is not. The parent starts a new one, which recovers from the log.
    process.stderr.write(`embedded database: ${explainFailure(error)}\n`);
    process.exit(1);
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** The parameter messages sent to a new client: version, encoding and so on. @param {PGlite} db */
export async function readGreeting(db) {
  const parameters = Buffer.concat([wire.text("user"), wire.text("postgres"), Buffer.from([0])]);
  const head = Buffer.concat([wire.int32(parameters.length + 8), wire.int32(wire.CODE.version3)]);
  const { messages } = wire.cutMessages(await execute(db, Buffer.concat([head, parameters])));
  return Buffer.concat(messages.filter(({ type }) => type === "S").map(({ bytes }) => bytes));
}
