// Checks that the data folder exists, is ours, private and intact, before anything is written to it.

import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { POSTGRES_MAJOR } from "../database/launch.mjs";
import { Problem } from "./problem.mjs";

/** Group and others. */
const OTHERS = 0o077;
/** The product's files in its data folder; also matched as a prefix (`server.log.1`, drafts). */
const OWN = ["first-run.json", "locks", "postgres", "run", "secrets.json", "server.log"];
const FOLDERS = ["locks", "postgres", "run"];
/** Files allowed in a new data folder, created by file systems and version control. */
const HARMLESS = new Set(["lost+found", ".gitignore", ".gitkeep", ".DS_Store"]);
const ELSEWHERE = "choose another folder: npm start -- --data DIR";

/**
 * Creates the data folder or uses the existing one, and makes it private.
 * @param {string} data
 * @throws {Problem} if it is not a folder, not ours, or cannot be made private
 */
export function prepareDataFolder(data) {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (!statSync(data).isDirectory()) throw new Problem(`${data} is not a folder; ${ELSEWHERE}`);
    const names = readdirSync(data);
    refuseForeignFolder(data, names);
    closeToOthers(data);
    for (const name of names.filter(isOwn)) closeTree(join(data, name));
    for (const name of FOLDERS) refuseFile(join(data, name));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`Cannot use the data folder ${data}: ${error.message}.\nFix that, or ${ELSEWHERE}`);
  }
}

/** @param {string} name */
const isOwn = (name) => OWN.some((own) => name === own || name.startsWith(`${own}.`));

/**
 * Refuses to make a folder with other files private, because other people may use them.
 * @param {string} data
 * @param {string[]} names
 */
function refuseForeignFolder(data, names) {
  const foreign = names.find((name) => !isOwn(name) && !HARMLESS.has(name));
  const isOpen = (statSync(data).mode & OTHERS) !== 0;
  if (foreign === undefined || !isOpen || names.some(isOwn)) return;
  throw new Problem(
    `${data} contains other files (${foreign}) and is accessible to other users. Choose an empty folder: npm start -- --data DIR`,
  );
}

/** @param {string} path */
function refuseFile(path) {
  if (!existsSync(path) || statSync(path).isDirectory()) return;
  throw new Problem(`${path} is a file, but should be a folder. Move it away, then restart.`);
}

/** @param {string} path */
function closeTree(path) {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  closeToOthers(path, found);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(path)) closeTree(join(path, name));
}

/** @param {string} path @param {import("node:fs").Stats} [found] */
function closeToOthers(path, found = statSync(path)) {
  // Windows has no such modes.
  const user = process.getuid?.();
  if (user === undefined) return;
  if (found.uid !== user) {
    throw new Problem(
      `${path} belongs to user ${found.uid}, and this is user ${user}. ` +
        `Start as user ${found.uid}, or change the owner: chown -R ${user} followed by the data folder.`,
    );
  }
  if ((found.mode & OTHERS) === 0) return;
  chmodSync(path, found.mode & 0o700);
  if ((statSync(path).mode & OTHERS) !== 0) {
    throw new Problem(
      `${path} stays readable by other users, because its file system does not support permissions. ` +
        `Choose a folder on one that does: npm start -- --data DIR`,
    );
  }
}

/**
 * Checks that the product's files in the data folder can be read.
 * @param {string} data
 * @throws {Problem} naming the damaged file and what to do, without changing anything
 */
export function checkDataFolder(data) {
  checkFirstRun(join(data, "first-run.json"));
  checkDatabaseFiles(join(data, "postgres"));
}

/** Checks the fields that `npm start` and scripts need. @param {string} file */
function checkFirstRun(file) {
  const advice = "Restore it from a backup, or move it away: it only holds the initial sign-in.";
  const content = readRecord(file, advice);
  if (content === null) return;
  const sources = isRecord(content.sources) ? content.sources : {};
  const texts = {
    url: content.url,
    email: content.email,
    password: content.password,
    apiToken: content.apiToken,
    "sources.airflow.webhookUrl": fieldOf(sources.airflow, "webhookUrl"),
    "sources.generic.webhookUrl": fieldOf(sources.generic, "webhookUrl"),
    "sources.generic.secret": fieldOf(sources.generic, "secret"),
  };
  const wrong = Object.entries(texts).find(([, value]) => typeof value !== "string");
  if (wrong) throw new Problem(`${file} is damaged: ${wrong[0]} is not a string.\n${advice}`);
}

/** @param {unknown} record @param {string} name */
const fieldOf = (record, name) => (isRecord(record) ? record[name] : undefined);

/** The embedded database creates its files in `postgres` atomically. @param {string} folder */
function checkDatabaseFiles(folder) {
  if (!existsSync(folder)) return;
  const missing = ["PG_VERSION", "base", "global/pg_control", "pg_wal", "postgresql.conf"].find(
    (name) => !existsSync(join(folder, name)),
  );
  if (missing) {
    throw new Problem(
      `The database in ${folder} is damaged: ${missing} is missing.\n` +
        "Restore the folder from a backup. To start over, move it away together with secrets.json and first-run.json.",
    );
  }
  const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  if (version === POSTGRES_MAJOR) return;
  throw new Problem(
    `The database in ${folder} was created by PostgreSQL ${version.slice(0, 20)}; this version of Pipeline Debugger includes ${POSTGRES_MAJOR}.\n` +
      "Run the version that created it, or restore a compatible backup.",
  );
}

/**
 * Reads the JSON object in a file; null if there is no file.
 * @param {string} file
 * @param {string} advice
 * @returns {Record<string, any> | null}
 * @throws {Problem} if it contains anything else
 */
export function readRecord(file, advice) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    const reason = error.code === "EISDIR" ? "it is a folder" : error.message;
    throw new Problem(`Cannot read ${file}: ${reason}.\n${advice}`);
  }
  const content = parse(text);
  if (!isRecord(content)) throw new Problem(`${file} is damaged: it is not a JSON object.\n${advice}`);
  return content;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
