import { execFile } from "node:child_process";
import { access, constants, lstat, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join } from "node:path";
import { z } from "zod";
import { isAllowedPath, isInside, resolveFolders } from "@/lib/platform/allowed-folders";
import { childEnvironment } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { jsonOf } from "@/lib/vendors/answer";
import {
  countTables,
  STATEMENT_TIMEOUT_MS,
  toReading,
  type Warehouse,
  type WarehouseReading,
} from "@/lib/vendors/warehouse/warehouse";

export interface DuckDbConnection {
  /** Absolute path of the file. */
  path: string;
  signal?: AbortSignal;
}

/** Resolved at run time, because bundling would lose the program's file. */
const READER = ["lib", "vendors", "warehouse", "duckdb-reader.mjs"];
/** 50,000 columns with their types; a longer answer is an error. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

const Answer = z.union([
  z.object({
    rows: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.boolean().nullable()])),
  }),
  z.object({ problem: z.string() }),
]);

/**
 * A DuckDB file inside one of `folders`, opened read-only by a process of its own (`duckdb-reader.mjs`), which ends after
 * 20 s. The namespace is the one of OpenLineage's dbt integration: `duckdb://` and the path.
 */
export function openDuckDb({ path, signal }: DuckDbConnection, folders: readonly string[]): Warehouse {
  const readTables = async (): Promise<WarehouseReading> => {
    const file = await findFile(path, folders);
    const rows = await readColumns(file, path, signal);
    // As DuckDB names the database of a file, so that a copy behind a link keeps its name.
    const [database = ""] = basename(path).split(".");
    return toReading(
      `duckdb://${path}`,
      rows.map(([schema, table, name, type, isNullable]) => ({
        table: [database, schema, table].join("."),
        name,
        type,
        position: 0,
        isNullable,
        id: null,
      })),
    );
  };
  return {
    readTables,
    describe: async () => `${path} has ${countTables(await readTables())}. It is opened read-only.`,
  };
}

function outsideFolders(path: string): string {
  return `${path} is not inside an allowed folder. The operator of Pipeline Debugger lists the allowed folders in PD_DUCKDB_ROOTS.`;
}

/**
 * The file without symbolic links. Its write-ahead log, which DuckDB reads with it, must be inside the folders as well.
 * @throws AppError FORBIDDEN, NOT_FOUND or INVALID.
 */
async function findFile(path: string, folders: readonly string[]): Promise<string> {
  if (!isAbsolute(path)) throw new AppError("INVALID", `${path} is not an absolute path.`);
  // Do not reveal anything about files outside, not even whether they exist.
  if (!(await isAllowedPath(path, folders))) throw new AppError("FORBIDDEN", outsideFolders(path));
  const file = await realpath(path).catch(() => null);
  const entry = file === null ? null : await stat(file).catch(() => null);
  if (file === null || entry === null)
    throw new AppError("NOT_FOUND", `There is no file ${path} on the machine that runs Pipeline Debugger.`);
  if (!entry.isFile()) throw new AppError("INVALID", `${path} is not a file.`);
  const log = await lstat(`${file}.wal`).catch(() => null);
  const isLogInside = log === null || log.isFile();
  if (!isInside(file, await resolveFolders(folders)) || !isLogInside)
    throw new AppError("FORBIDDEN", outsideFolders(path));
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new AppError("FORBIDDEN", `Pipeline Debugger's user may not read ${path}.`, { cause: error });
  });
  return file;
}

async function readColumns(file: string, path: string, signal: AbortSignal | undefined) {
  const answer = Answer.safeParse(await runReader(file, path, signal));
  if (!answer.success)
    throw new AppError("UNAVAILABLE", `${path} has columns that cannot be read.`, { cause: answer.error });
  if ("rows" in answer.data) return answer.data.rows;
  throw explain(answer.data.problem, path);
}

/** @throws AppError UNAVAILABLE if the process crashes or takes too long; the reason of `signal`. */
function runReader(file: string, path: string, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = join(process.cwd(), ...READER);
    const args = ["--max-old-space-size=256", script, file];
    const options = {
      env: childEnvironment(),
      timeout: STATEMENT_TIMEOUT_MS,
      killSignal: "SIGKILL" as const,
      maxBuffer: MAX_ANSWER_BYTES,
      ...(signal && { signal }),
    };
    execFile(process.execPath, args, options, (error, stdout) => {
      if (error === null) return resolve(jsonOf(stdout));
      if (signal?.aborted) return reject(signal.reason);
      const message =
        error.killed === true
          ? `${path} took too long to list its columns.`
          : `${path} could not be read: DuckDB ended unexpectedly. The file may be damaged.`;
      reject(new AppError("UNAVAILABLE", message, { cause: error }));
    });
  });
}

const MANIFEST_INSTEAD = "or upload dbt's manifest.json instead, which needs no connection";

/** What DuckDB's messages (1.5) mean; the first match counts. Its own text stays in `cause`. */
const PROBLEMS: readonly [RegExp, "INVALID" | "UNAVAILABLE", (path: string) => string][] = [
  [
    /^no-driver$/,
    "UNAVAILABLE",
    () =>
      `The DuckDB driver is not installed, or not made for this platform. Run \`npm ci\` in the folder of Pipeline Debugger, ${MANIFEST_INSTEAD}.`,
  ],
  [
    /Could not set lock/,
    "UNAVAILABLE",
    (path) =>
      `Another process has ${path} open for writing, and DuckDB lets nobody read it meanwhile. Connect a copy that your pipeline makes when it is done, ${MANIFEST_INSTEAD}.`,
  ],
  [
    /encrypted database/,
    "INVALID",
    (path) => `${path} is encrypted. Connect a copy without encryption, ${MANIFEST_INSTEAD}.`,
  ],
  [
    /not a valid DuckDB database|Loading external extensions/,
    "INVALID",
    (path) => `${path} is not a DuckDB database.`,
  ],
  [
    /Corrupt database file|Could not read enough bytes/,
    "UNAVAILABLE",
    (path) => `${path} is damaged, or is being copied at the moment.`,
  ],
  [
    /database file with version number|storage version/i,
    "INVALID",
    (path) => `${path} was written by a version of DuckDB that this driver cannot read.`,
  ],
  [
    /Out of Memory/i,
    "UNAVAILABLE",
    (path) => `The catalog of ${path} is too large to be read in 256 MB of memory.`,
  ],
];

function explain(problem: string, path: string): AppError {
  const [, code, message] = PROBLEMS.find(([pattern]) => pattern.test(problem)) ?? [];
  return new AppError(code ?? "UNAVAILABLE", message?.(path) ?? `DuckDB cannot read ${path}.`, {
    cause: new Error(problem.slice(0, 500)),
  });
}
