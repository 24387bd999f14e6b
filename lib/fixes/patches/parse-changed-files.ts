import { parseAllDocuments } from "yaml";
import { dbtObjection } from "@/lib/fixes/patches/dbt-properties";
import type { FileEdit } from "@/lib/fixes/patches/unified-diff";
import { findSyntaxErrors, type ParsableFile } from "@/lib/vendors/python/find-syntax-errors";
import { parseSqlFiles, type SqlDialect, type SqlFile } from "@/lib/vendors/syntax/parse-sql-files";

export interface ParsedFiles {
  /** One line per file: which parser, in which dialect, or why not. */
  log: string[];
  /** Why the patch must not be used: a file would no longer parse; null if none. */
  broken: string | null;
  /** Files that could not be checked, and why. */
  unchecked: string[];
}

type Changed = { path: string; before: string | null; after: string };

/** Text without a grammar that a change could break. */
const PLAIN = /\.(?:txt|md|rst|csv|tsv)$/i;
const SQL = /\.sql(?:\.j2|\.jinja2?)?$/i;
const TEMPLATE = /\.(?:j2|jinja2?)$/i;
const DATA = /\.(?:ya?ml|json|ipynb)$/i;

/**
 * Parses the changed files before and after a patch, without running them: Python, TOML and INI by CPython; SQL by a
 * parser of the dialect, after its Jinja; YAML, also as dbt reads it; JSON. A file that did not parse before either is
 * not broken by the patch, but unchecked.
 */
export async function parseChangedFiles(
  edits: readonly FileEdit[],
  dialects: readonly SqlDialect[],
): Promise<ParsedFiles> {
  const changed = edits.flatMap(({ path, before, after }) =>
    after === null ? [] : [{ path, before, after }],
  );
  const [python, sql] = await Promise.all([parseWithPython(changed), parseSql(changed, dialects)]);
  const data = changed.filter(({ path }) => DATA.test(path)).map(parseData);
  const other = changed.filter(({ path }) => !PLAIN.test(path) && !hasParser(path));
  const results = [...python, ...sql, ...data];
  return {
    log: results.map(({ line }) => line),
    broken: results.find((result) => result.broken !== null)?.broken ?? null,
    unchecked: [
      ...results.flatMap(({ unchecked }) => unchecked ?? []),
      ...other.map(({ path }) => `no parser for ${path}`),
    ],
  };
}

function hasParser(path: string): boolean {
  return DATA.test(path) || SQL.test(path) || TEMPLATE.test(path) || languageOf(path) !== null;
}

/** The result for one file. */
interface Result {
  line: string;
  broken: string | null;
  unchecked: string | null;
}

const parses = (path: string, how: string): Result => ({
  line: `${path}: ${how}`,
  broken: null,
  unchecked: null,
});
const breaks = (path: string, error: string): Result => ({
  line: `${path}: ${error}`,
  broken: `${path} would no longer parse: ${error}`,
  unchecked: null,
});
const skipped = (path: string, error: string, why: string): Result => ({
  line: `${path}: ${error}`,
  broken: null,
  unchecked: why,
});
const brokenBefore = (path: string, error: string) =>
  skipped(path, error, `${path} did not parse before the change`);

function languageOf(path: string): ParsableFile["language"] | null {
  if (path.endsWith(".py")) return "python";
  if (path.endsWith(".toml")) return "toml";
  return /\.(?:cfg|ini)$/.test(path) ? "ini" : null;
}

async function parseWithPython(changed: readonly Changed[]): Promise<Result[]> {
  const files = changed.flatMap((file) => {
    const language = languageOf(file.path);
    return language === null ? [] : [{ ...file, language }];
  });
  if (files.length === 0) return [];
  const [before, after] = await Promise.all([
    findSyntaxErrors(
      files.flatMap(({ path, before, language }) =>
        before === null ? [] : [{ path, language, text: before }],
      ),
    ),
    findSyntaxErrors(files.map(({ path, after: text, language }) => ({ path, language, text }))),
  ]);
  return files.map(({ path }) => {
    if (!before || !after) return skipped(path, "not parsed", "no Python is available to parse files");
    const error = after.errors[path];
    if (error === undefined) return parses(path, `parses (${after.parser})`);
    // A template, or a file for another Python version, did not parse before either.
    return before.errors[path] === undefined ? breaks(path, error) : brokenBefore(path, error);
  });
}

async function parseSql(changed: readonly Changed[], dialects: readonly SqlDialect[]): Promise<Result[]> {
  const files = changed.flatMap((file) => {
    const language = SQL.test(file.path) ? "sql" : TEMPLATE.test(file.path) ? "template" : null;
    return language === null ? [] : [{ ...file, language } as const];
  });
  if (files.length === 0) return [];
  const sources = files.flatMap(({ path, before, after, language }): SqlFile[] => [
    { path: `after/${path}`, text: after, language },
    ...(before === null ? [] : [{ path: `before/${path}`, text: before, language }]),
  ]);
  const findings = await parseSqlFiles(sources, dialects);
  const byPath = new Map(findings?.map((finding) => [finding.path, finding]));
  return files.map(({ path }) => {
    const after = byPath.get(`after/${path}`);
    const before = byPath.get(`before/${path}`);
    if (!after) return skipped(path, "not parsed", `the SQL parser gave up on ${path}`);
    if (after.status === "ok") return parses(path, after.detail);
    if (after.status === "unknown") return skipped(path, after.detail, `${path} ${after.detail}`);
    if (before && before.status !== "ok") return brokenBefore(path, after.detail);
    // What a new macro stands for is not known here, so the error may be the placeholder's.
    return after.unknown > (before?.unknown ?? 0)
      ? skipped(path, after.detail, `${path} adds template expressions whose SQL is not known`)
      : breaks(path, after.detail);
  });
}

function parseData({ path, before, after }: Changed): Result {
  const error = dataError(path, after);
  if (error === null) return parses(path, "parses");
  return before !== null && dataError(path, before) !== null
    ? brokenBefore(path, error)
    : breaks(path, error);
}

function dataError(path: string, text: string): string | null {
  try {
    if (/\.(?:json|ipynb)$/i.test(path)) {
      JSON.parse(text);
      return null;
    }
    const documents = [parseAllDocuments(text)].flat();
    const broken = documents.find((document) => document.errors.length > 0);
    if (broken) throw broken.errors[0] ?? new Error("unreadable");
    const [first] = documents;
    return first && "toJS" in first ? dbtObjection(path, first.toJS()) : null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 200) : "unreadable";
  }
}
