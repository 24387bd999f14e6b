import { join } from "node:path";
import { z } from "zod";
import { childEnvironment } from "@/lib/platform/env";
import { jsonOf } from "@/lib/vendors/answer";
import { runLimited } from "@/lib/vendors/sandbox/run-limited";

/** Dialects in the order in which a text of unknown origin is tried. */
export const COMMON_DIALECTS = [
  "postgresql",
  "snowflake",
  "bigquery",
  "databricks",
  "redshift",
  "duckdb",
  "mysql",
  "tsql",
  "trino",
] as const;
/** The parser for ClickHouse accepts almost any words, so it is only asked about texts that are known to be its own. */
export type SqlDialect = (typeof COMMON_DIALECTS)[number] | "clickhouse";

/** `sql`: a statement or a template of one, such as a dbt model; `template`: Jinja around anything else. */
export interface SqlFile {
  path: string;
  text: string;
  language: "sql" | "template";
}

const Finding = z.object({
  path: z.string(),
  /** `unknown`: the parser met something that it does not know, which is no proof of an error. */
  status: z.enum(["ok", "broken", "unknown"]),
  /** What was parsed, in which dialect, or why not. */
  detail: z.string(),
  /** Template expressions that may stand for any text, so that an error may be theirs. */
  unknown: z.number().int(),
});
export type SqlFinding = z.infer<typeof Finding>;

/** Resolved at run time, because bundling would lose the program's file. */
const CHILD = ["lib", "vendors", "syntax", "parse-child.mjs"];
const LIMITS = { wallMs: 10_000, outputBytes: 1024 * 1024 };

/**
 * Parses SQL files and templates in a process of its own. A file is fine if it parses in one of the dialects, of which the
 * first is tried first. Null if the process fails, for example because a text takes too long.
 */
export async function parseSqlFiles(
  files: readonly SqlFile[],
  dialects: readonly SqlDialect[],
): Promise<SqlFinding[] | null> {
  if (files.length === 0) return [];
  const result = await runLimited({
    program: process.execPath,
    args: [
      "--max-old-space-size=256",
      "--wasm-max-mem-pages=8192",
      "--no-warnings",
      join(process.cwd(), ...CHILD),
    ],
    env: { PATH: childEnvironment().PATH ?? "" },
    stdin: JSON.stringify({ files, dialects }),
    limits: LIMITS,
  });
  const findings = z.array(Finding).safeParse(jsonOf(result.stdout));
  return findings.success && findings.data.length === files.length ? findings.data : null;
}
