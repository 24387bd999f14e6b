import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** What is sent: the results as they are, and of the manifest what lineage and reports need. */
export interface DbtPayload {
  source: "dbt";
  runResults?: unknown;
  manifest?: unknown;
  error?: string;
  pipeline?: string;
  environment?: string;
  /** The `--target` of a run that stopped. */
  target?: string;
  /** What was left out because it is too large for one delivery, in words. */
  omitted?: readonly string[];
}

type Json = Record<string, unknown>;

/** A text cannot be much larger. */
const MAX_FILE_MIB = 500;
const MAX_FILE_BYTES = MAX_FILE_MIB * 1024 * 1024;
/** Enough for the last run, however long the log has become. */
const LOG_TAIL_BYTES = 2 * 1024 * 1024;
const MAX_ERROR_CHARACTERS = 20_000;

/** Reads a JSON file. @returns null if it does not exist. @throws Error that names the file. */
export async function readJson(path: string): Promise<Json | null> {
  const text = await withFile(path, async (file, { isFile, sizeBytes }) => {
    // A device has no size, and no end.
    if (!isFile) throw new Error(`${path} is not a regular file`);
    if (sizeBytes > MAX_FILE_BYTES) throw new Error(`${path} is larger than ${MAX_FILE_MIB} MiB`);
    return readPart(file, { from: 0, sizeBytes });
  });
  if (text === null) return null;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** Not to wait for a writer, should the path be a named pipe. */
const AT_ONCE = constants.O_RDONLY | constants.O_NONBLOCK;

/** Reads from a file, or what a link points to. @returns null if it does not exist. */
async function withFile<T>(
  path: string,
  read: (file: FileHandle, found: { isFile: boolean; sizeBytes: number }) => Promise<T>,
): Promise<T | null> {
  const file = await open(path, AT_ONCE).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw new Error(`${path} cannot be read: ${error.message}`, { cause: error });
  });
  if (!file) return null;
  try {
    const found = await file.stat();
    return await read(file, { isFile: found.isFile(), sizeBytes: found.size });
  } finally {
    await file.close();
  }
}

/** What is there now, however much is written meanwhile. */
async function readPart(file: FileHandle, part: { from: number; sizeBytes: number }): Promise<string> {
  const buffer = Buffer.alloc(part.sizeBytes);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, part.from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.toString("utf8", 0, length);
}

const NODE_KEYS = ["name", "resource_type", "original_file_path", "relation_name"];
const BUILT = new Set(["model", "seed", "snapshot", "source"]);
const TESTS = new Set(["test", "unit_test"]);

/** The parts of a manifest that are used, a hundredth of its size. */
export function trimManifest(manifest: Json): Json {
  const metadata = objectOf(manifest["metadata"]);
  return {
    metadata: pick(metadata, [
      "dbt_version",
      "generated_at",
      "invocation_id",
      "project_name",
      "adapter_type",
    ]),
    nodes: trimAll(manifest["nodes"]),
    sources: trimAll(manifest["sources"]),
    exposures: Object.fromEntries(
      Object.entries(objectOf(manifest["exposures"])).map(([id, value]) => {
        const exposure = objectOf(value);
        return [id, { ...pick(exposure, ["name", "type", "owner", "url", "meta"]), ...parentsOf(exposure) }];
      }),
    ),
  };
}

function trimAll(value: unknown): Json {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([id, entry]) => {
      const node = objectOf(entry);
      const kept = { ...pick(node, NODE_KEYS), ...settingsOf(node) };
      if (TESTS.has(String(node["resource_type"]))) return [id, { ...kept, ...parentsOf(node) }];
      if (!BUILT.has(String(node["resource_type"]))) return [id, kept];
      return [id, { ...kept, ...parentsOf(node), columns: columnsOf(node["columns"]) }];
    }),
  );
}

/** People put owner, criticality and deadline into `meta` and tags. */
function settingsOf(node: Json): Json {
  const config = objectOf(node["config"]);
  const meta = { ...objectOf(config["meta"]), ...objectOf(node["meta"]) };
  const tags = node["tags"] ?? config["tags"];
  return {
    ...(Object.keys(meta).length > 0 && { meta }),
    ...(Array.isArray(tags) && tags.length > 0 && { tags }),
  };
}

function parentsOf(node: Json): Json {
  const nodes = objectOf(node["depends_on"])["nodes"];
  return Array.isArray(nodes) ? { depends_on: { nodes } } : {};
}

function columnsOf(value: unknown): Json {
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([name, column]) => [
      name,
      pick(objectOf(column), ["name", "data_type"]),
    ]),
  );
}

function pick(object: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.flatMap((key) => (object[key] == null ? [] : [[key, object[key]]])));
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The error with which dbt stopped before it ran anything, and the invocation it belongs to. */
export interface StoppedRun {
  text: string;
  invocationId: string | null;
}

/**
 * Finds in dbt's log (text or JSON lines) whether its last run stopped with an error before it ran a node: such a run
 * leaves the `run_results.json` of an earlier one behind. Pure.
 */
export function stoppedRunIn(log: string): StoppedRun | null {
  return log.trimStart().startsWith("{") ? stoppedInJson(log) : stoppedInText(log);
}

function stoppedInJson(log: string): StoppedRun | null {
  const events = log.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as { info?: Json; data?: Json }];
    } catch {
      return [];
    }
  });
  const last = events.findLast(({ info }) => typeof info?.["invocation_id"] === "string");
  const invocationId = last?.info?.["invocation_id"];
  const error = events.findLast(
    ({ info }) => info?.["name"] === "MainEncounteredError" && info["invocation_id"] === invocationId,
  );
  const text = error?.data?.["exc"];
  return typeof text === "string" && typeof invocationId === "string"
    ? { text: cut(text), invocationId }
    : null;
}

const RUN_HEADING = /^=+ [\d:.]+ \| (?<id>[0-9a-f-]{36}) =+$/gm;
const ENCOUNTERED =
  /^\S{1,30}\s{1,3}(?:\[error[^\]\n]{0,20}\] \[[^\]\n]{0,60}\]: )?Encountered an error:\n?/m;
const NEXT_RECORD = /^\d{2}:\d{2}:\d{2}/m;

function stoppedInText(log: string): StoppedRun | null {
  const heading = [...log.matchAll(RUN_HEADING)].at(-1);
  const own = heading ? log.slice(heading.index) : log;
  const found = ENCOUNTERED.exec(own);
  if (!found) return null;
  const rest = own.slice(found.index + found[0].length);
  const end = NEXT_RECORD.exec(rest)?.index ?? rest.length;
  const text = rest.slice(0, end).trim();
  return text === "" ? null : { text: cut(text), invocationId: heading?.groups?.["id"] ?? null };
}

function cut(text: string): string {
  return text.length <= MAX_ERROR_CHARACTERS ? text : `${text.slice(0, MAX_ERROR_CHARACTERS)}…`;
}

const COMMAND = /["']invocation_command["']: ["'](?<command>[^"'\n]{1,4000})["']/g;
const TARGET = /\s(?:--target[ =]|-t )(?<target>[^\s]{1,200})/;

/** The `--target` with which dbt's last run was started, as its log quotes it; null without one. Pure. */
export function targetIn(log: string): string | null {
  const command = [...log.matchAll(COMMAND)].at(-1)?.groups?.["command"] ?? "";
  return TARGET.exec(command)?.groups?.["target"] ?? null;
}

/** The end of dbt's log; null if there is none. */
export async function readLogTail(path: string): Promise<string | null> {
  return withFile(path, async (file, { isFile, sizeBytes }) => {
    if (!isFile) return null;
    const from = Math.max(0, sizeBytes - LOG_TAIL_BYTES);
    return readPart(file, { from, sizeBytes: sizeBytes - from });
  });
}

/**
 * What dbt left in its target folder about its last run.
 * @throws Error if there is nothing, or a file is not JSON.
 */
export async function readArtifacts(
  folder: string,
  options: { logFile: string; exitCode: number | null },
): Promise<DbtPayload> {
  const [results, manifest, log] = await Promise.all([
    readJson(join(folder, "run_results.json")),
    readJson(join(folder, "manifest.json")),
    readLogTail(options.logFile),
  ]);
  const stopped = log === null ? null : stoppedRunIn(log);
  const known = objectOf(results?.["metadata"])["invocation_id"];
  // Results of the same invocation say more than that it stopped.
  const isStopped = stopped !== null && (stopped.invocationId === null || stopped.invocationId !== known);
  if (options.exitCode === 2 && !isStopped) {
    return {
      source: "dbt",
      error: "dbt stopped with exit code 2 before it ran anything; its log says nothing more",
    };
  }
  if (isStopped && options.exitCode !== 0) {
    const target = targetIn(log ?? "");
    return {
      source: "dbt",
      error: stopped.text,
      ...(target !== null && { target }),
      ...(manifest && { manifest: projectOnly(manifest) }),
    };
  }
  if (!results)
    throw new Error(`there is no run_results.json in ${folder}, and no error in ${options.logFile}`);
  return fitted({
    source: "dbt",
    runResults: results,
    ...(manifest && { manifest: trimManifest(manifest) }),
  });
}

/** The receiver takes 8 MiB; some room is left for what is added later. */
const MAX_PAYLOAD_CHARACTERS = 7 * 1024 * 1024;

/** What is needed least comes first, with its name in a list. */
const REDUCTIONS: readonly [string, (payload: DbtPayload) => DbtPayload][] = [
  ["the compiled code of nodes that did not fail", withoutCode],
  ["the documented columns", (payload) => withNodes(payload, withoutColumns)],
  ["the tests in the manifest", (payload) => withNodes(payload, withoutTests)],
  [
    "the lineage and all settings",
    (payload) => ({ ...payload, manifest: projectOnly(objectOf(payload.manifest)) }),
  ],
];

/** Leaves out what is needed least until the rest is small enough, and says what that was. */
function fitted(payload: DbtPayload): DbtPayload {
  let smaller = payload;
  const omitted: string[] = [];
  for (const [what, reduce] of REDUCTIONS) {
    if (sizeOf(smaller) <= MAX_PAYLOAD_CHARACTERS) break;
    omitted.push(what);
    smaller = { ...reduce(smaller), omitted };
  }
  return smaller;
}

function withoutCode(payload: DbtPayload): DbtPayload {
  const results = objectOf(payload.runResults);
  const rows = Array.isArray(results["results"]) ? (results["results"] as unknown[]) : [];
  const short = rows.map((row) => {
    const { compiled_code: code, ...rest } = objectOf(row);
    return FAILED.has(String(rest["status"]))
      ? { ...rest, compiled_code: String(code).slice(0, 5_000) }
      : rest;
  });
  return { ...payload, runResults: { ...results, results: short } };
}

/** The payload with these entries of the manifest's nodes and sources changed or, if null, left out. */
function withNodes(payload: DbtPayload, change: (node: Json) => Json | null): DbtPayload {
  const manifest = objectOf(payload.manifest);
  const changed = (nodes: unknown) =>
    Object.fromEntries(
      Object.entries(objectOf(nodes)).flatMap(([id, node]) => {
        const kept = change(objectOf(node));
        return kept === null ? [] : [[id, kept]];
      }),
    );
  return {
    ...payload,
    manifest: { ...manifest, nodes: changed(manifest["nodes"]), sources: changed(manifest["sources"]) },
  };
}

function withoutColumns({ columns: _columns, ...node }: Json): Json {
  return node;
}

function withoutTests(node: Json): Json | null {
  return TESTS.has(String(node["resource_type"])) ? null : node;
}

const FAILED = new Set(["error", "fail", "runtime error", "partial success"]);

const sizeOf = (payload: DbtPayload) => JSON.stringify(payload).length;

/** The manifest of an earlier run still names the project. */
function projectOnly(manifest: Json): Json {
  return { metadata: pick(objectOf(manifest["metadata"]), ["project_name", "adapter_type"]) };
}
