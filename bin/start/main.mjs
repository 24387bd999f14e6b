import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { LockHeldError, takeLock } from "../database/lock.mjs";
import { announce } from "./announce.mjs";
import { checkDataFolder, prepareDataFolder } from "./data-folder.mjs";
import { withDirectWebhooks } from "./direct-webhooks.mjs";
import { keepDatabase } from "./embedded-database.mjs";
import { buildPages, generateClient, installPackages } from "./prepare.mjs";
import { withPeerAddress } from "./peer-address.mjs";
import { Problem } from "./problem.mjs";
import { say } from "./progress.mjs";
import { completeEnvironment, readLimits, readSecrets, readSettings } from "./settings.mjs";
import { openWebServer } from "./web-server.mjs";

const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const STOP_DEADLINE_MS = 30_000;

/** Cleanup to run on shutdown, latest first. @type {(() => unknown)[]} */
const undo = [];
/** What to kill if there is no time for cleanup. @type {(() => void)[]} */
const kill = [];
let isStopping = false;

/** Starts everything and returns once it serves requests. @param {string[]} args */
export async function start(args) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(signal));
  // A closed output pipe is no reason to exit.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.on("unhandledRejection", (reason) => complain("Unhandled rejection", reason));
  try {
    const settings = readSettings(ROOT, args);
    if ("help" in settings) say(settings.help);
    else await serve(settings);
  } catch (error) {
    if (isStopping) return;
    process.stderr.write(`\n${error instanceof Problem ? error.message : (error?.stack ?? error)}\n`);
    await undoAll();
    process.exit(1);
  }
}

/** @param {{ data: string, host: string, port: number }} settings */
async function serve(settings) {
  const startedAt = performance.now();
  const limits = readLimits();
  prepareDataFolder(settings.data);
  claim(settings.data);
  checkDataFolder(settings.data);
  const secrets = readSecrets(settings.data);
  const web = await openWebServer(settings.host, settings.port, limits);
  await installPackages(ROOT, { withTools: false });
  const hasOwnDatabase = !process.env.DATABASE_URL?.trim();
  const [databaseUrl] = await Promise.all([openDatabase(settings.data), makePages()]);
  if (isStopping) return;
  // After packages and pages, which other users may need to read.
  process.umask(0o077);
  process.env.DATABASE_URL = databaseUrl;
  const url = completeEnvironment({ ...settings, hasOwnDatabase, secrets }, web.port);
  // The real one asks the system for every name each time it is read, and the workflow kit reads all of it per call.
  process.env = { ...process.env };
  const file = join(settings.data, "first-run.json");
  const isFirst = !existsSync(file);
  web.use(withPeerAddress(await openPages(web, settings.host)));
  announce({ url, file, isFirst, tookMs: performance.now() - startedAt });
}

async function makePages() {
  await generateClient(ROOT);
  await buildPages(ROOT);
}

/** @param {string} what @param {any} error */
function complain(what, error) {
  process.stderr.write(`${what}: ${error?.stack ?? error}\n`);
}

/** Allows one process per data folder, with or without the embedded database. @param {string} data */
function claim(data) {
  try {
    const lock = takeLock(join(data, "locks"), "server");
    undo.push(() => lock.release());
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new Problem(
      `The data folder is in use: ${error.message}.\n` +
        "Stop that process, or choose another folder: npm start -- --data DIR",
    );
  }
}

/** @param {string} data @returns {Promise<string>} the database's URL */
async function openDatabase(data) {
  const given = process.env.DATABASE_URL?.trim();
  if (given) return given;
  const database = await keepDatabase(data, (message) => void process.stderr.write(`${message}\n`));
  undo.push(() => database.stop());
  kill.push(() => database.kill());
  return database.url;
}

/**
 * Loads the built pages into this process, which also migrates the database and starts the workflows.
 * @param {Awaited<ReturnType<typeof openWebServer>>} web
 * @param {string} hostname
 */
async function openPages(web, hostname) {
  process.chdir(ROOT);
  const { default: next } = await import("next");
  const app = next({ dev: false, dir: ROOT, hostname, port: web.port, httpServer: web.server, quiet: true });
  /**
   * Filled in by instrumentation.ts.
   * @type {{ stop?: () => Promise<void>, receive?: import("./direct-webhooks.mjs").Receive }}
   */
  const starter = {};
  const booted = new Promise((resolve, reject) => Object.assign(starter, { ready: resolve, failed: reject }));
  Object.assign(globalThis, { [Symbol.for("pipeline-debugger.starter")]: starter });
  await quietly(() => app.prepare());
  undo.push(() => app.close());
  undo.push(() => starter.stop?.());
  await booted.catch((error) => {
    throw new Problem(error?.message ?? String(error), error);
  });
  // Stop requests first, then the workflows, then the database.
  undo.push(() => web.close());
  const pages = app.getRequestHandler();
  return starter.receive ? withDirectWebhooks(pages, starter.receive) : pages;
}

/** Suppresses Next's output while it reads its settings. @param {() => Promise<void>} work */
async function quietly(work) {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}

/** @param {string} signal */
async function stop(signal) {
  if (isStopping) {
    for (const step of kill) step();
    process.exit(130);
  }
  isStopping = true;
  say(`\nStopping (${signal}) … press again to exit immediately.`);
  const late = setTimeout(() => {
    process.stderr.write("Shutdown timed out.\n");
    for (const step of kill) step();
    process.exit(1);
  }, STOP_DEADLINE_MS);
  late.unref();
  await undoAll();
  process.exit(0);
}

async function undoAll() {
  for (const step of undo.splice(0).reverse()) {
    try {
      await step();
    } catch (error) {
      complain("Error while stopping", error);
    }
  }
}
