import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { BODY_MEMORY_MIB } from "./bound-bodies.mjs";
import { MAX_CONNECTIONS, MAX_CONNECTIONS_PER_ADDRESS } from "./bound-connections.mjs";
import { readRecord } from "./data-folder.mjs";
import { Problem } from "./problem.mjs";

const USAGE = `npm start [-- --data DIR]

  --data DIR   folder of the embedded database, secrets and logs (default .data, or PD_DATA_DIR)

PORT (default 3000; 0 picks a free one), HOST (default 127.0.0.1) and all other settings come from the
environment or the file .env; .env.example explains them.`;

const SECRETS = ["NEXTAUTH_SECRET", "PD_ENCRYPTION_KEY"];
const RESTORE =
  "Restore it from a backup, because stored credentials can only be read with its key. If the key is stored elsewhere, set PD_ENCRYPTION_KEY.";

/**
 * Reads the settings of this start. Environment variables take precedence over `.env`.
 * @param {string} root
 * @param {string[]} args
 * @returns {{ help: string } | { data: string, host: string, port: number }}
 */
export function readSettings(root, args) {
  const envFile = join(root, ".env");
  const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, "utf8")) : {};
  for (const [name, value] of Object.entries(fromFile)) process.env[name] ||= value;
  const { values } = readArguments(args);
  if (values.help) return { help: USAGE };
  return {
    data: resolve(values.data ?? (process.env.PD_DATA_DIR?.trim() || join(root, ".data"))),
    host: process.env.HOST?.trim() || "127.0.0.1",
    port: readNumber("PORT", 3_000, { label: "a port", min: 0, max: 65_535 }),
  };
}

/**
 * The web server's limits. Behind reverse proxies, every connection comes from them, so that a limit per address would
 * apply to everyone.
 * @returns {import("./web-server.mjs").Limits}
 */
export function readLimits() {
  const isBehindProxy = readNumber("TRUSTED_PROXY_HOPS", 0, { label: "a number", min: 0, max: 10 }) > 0;
  const total = { label: "a number", min: 10, max: 100_000 };
  const perAddress = { ...total, min: 0 };
  const memory = { label: "a number", min: 16, max: 65_536 };
  return {
    maxConnections: readNumber("PD_MAX_CONNECTIONS", MAX_CONNECTIONS, total),
    maxConnectionsPerAddress: isBehindProxy
      ? 0
      : readNumber("PD_MAX_CONNECTIONS_PER_ADDRESS", MAX_CONNECTIONS_PER_ADDRESS, perAddress),
    bodyMemoryBytes: readNumber("PD_BODY_MEMORY_MIB", BODY_MEMORY_MIB, memory) * 1_048_576,
  };
}

/**
 * @param {string} name of an environment variable @param {number} standard its default
 * @param {{ label: string, min: number, max: number }} range
 */
function readNumber(name, standard, { label, min, max }) {
  const text = process.env[name]?.trim() || String(standard);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && number <= max) return number;
  throw new Problem(`${name}: expected ${label} from ${min} to ${max}, got "${text}".`);
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    return parseArgs({ args, options: { data: { type: "string" }, help: { type: "boolean", short: "h" } } });
  } catch (error) {
    throw new Problem(`${error.message}\n\n${USAGE}`);
  }
}

/**
 * Sets the server's environment variables that are not set yet.
 * @param {{ data: string, host: string, hasOwnDatabase: boolean, secrets: Record<string, string> }} settings
 * @param {number} port the actual port
 * @returns {string} the product's URL
 */
export function completeEnvironment({ data, host, hasOwnDatabase, secrets }, port) {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const local = `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const url = (process.env.PUBLIC_URL?.trim() || local).replace(/\/+$/, "");
  const access =
    hasOwnDatabase && isLoopback(host) && isLoopback(new URL(url).hostname) ? operatorAccess() : {};
  const given = { PD_LOG_FILE: join(data, "server.log"), ...access, ...secrets };
  for (const [key, value] of Object.entries(given)) {
    if (!process.env[key]?.trim()) process.env[key] = value;
  }
  Object.assign(process.env, {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PD_DATA_DIR: data,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: url,
    NEXTAUTH_URL: url,
  });
  return url;
}

/**
 * Allowed connections if everything runs on one person's machine and is unreachable for others: that person could read
 * these folders and call these addresses anyway.
 * @returns {Record<string, string>}
 */
function operatorAccess() {
  return {
    PD_OUTBOUND_ALLOW: "private,loopback",
    PD_REPOSITORY_ROOTS: [...new Set([homedir(), process.cwd(), tmpdir()])].join(":"),
    GITHUB_REPOSITORIES: "*",
  };
}

/** @param {string} host */
function isLoopback(host) {
  return /^(?:127(?:\.\d{1,3}){3}|\[?::1\]?|localhost)$/i.test(host);
}

/**
 * The secrets of this installation: generated once and stored privately in the data folder. Read before the embedded
 * database is opened, because an existing one needs its original key.
 * @param {string} data
 * @returns {Record<string, string>}
 */
export function readSecrets(data) {
  const file = join(data, "secrets.json");
  const known = readRecord(file, RESTORE) ?? {};
  const wanted = SECRETS.filter((name) => !process.env[name]?.trim());
  const wrong = wanted.find((name) => name in known && !isSecret(known[name]));
  if (wrong)
    throw new Problem(`${file} is damaged: ${wrong} is not a string of at least 16 characters.\n${RESTORE}`);
  const missing = wanted.filter((name) => !(name in known));
  if (missing.length === 0) return known;
  if (missing.includes("PD_ENCRYPTION_KEY") && existsSync(join(data, "postgres"))) {
    throw new Problem(`${file} has no PD_ENCRYPTION_KEY, which the existing database needs.\n${RESTORE}`);
  }
  const secrets = { ...known };
  for (const name of missing) secrets[name] = randomBytes(32).toString("hex");
  save(file, secrets);
  return secrets;
}

/** @param {unknown} value */
const isSecret = (value) => typeof value === "string" && value.trim().length >= 16;

/** Writes a temporary file and renames it, so that a crash or a full disk keeps the old one. @param {string} file @param {object} content */
function save(file, content) {
  const draft = `${file}.${process.pid}.new`;
  try {
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Problem(`Cannot write ${file}: ${error.message}.`);
  }
}
