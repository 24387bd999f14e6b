import { splitPython } from "@/lib/fixes/templates/python-strings";

/** Code, or the text of a log. */
export interface SearchedText {
  /** Path in the repository; null for a log. */
  path: string | null;
  text: string;
  /** Line number of the first line. */
  firstLine: number;
}

/** A write that adds rows each time it runs, so that a repetition may duplicate them. */
export interface AppendWrite {
  /** As it stands there, such as `mode("append")`. */
  what: string;
  /** The table, as it stands there; null if it does not. */
  table: string | null;
  path: string | null;
  line: number;
}

const MAX_CHARS = 500_000;
const MAX_FOUND = 10;
/** Matches to look at in one text. */
const MAX_MATCHES = 100;

const TABLE = String.raw`(?<table>[\w."${"`"}\[\]{}$-]{1,200})`;

/** Calls and arguments of Python libraries, and statements in SQL. Linear-time. */
const PYTHON: readonly RegExp[] = [
  /\.mode\(\s{0,5}["']append["']\s{0,5}\)/gi,
  /\b(?:mode|if_exists|if_table_exists|write_disposition|method)\s{0,5}=\s{0,5}["'](?:append|WRITE_APPEND|APPEND|a)["']/g,
  /["']writeDisposition["']\s{0,5}:\s{0,5}["']WRITE_APPEND["']/g,
  /\bWriteDisposition\.WRITE_APPEND\b/g,
  /\.writeTo\([^()\n]{1,200}\)[^\n]{0,200}\.append\(\)/g,
  /\.insertInto\((?![^()\n]{0,200}\boverwrite\s{0,5}=\s{0,5}True)/g,
  /\.insert_rows(?:_json|_from_dataframe)?\(/g,
];

const SQL: readonly RegExp[] = [
  new RegExp(String.raw`\bINSERT\s{1,20}INTO\s{1,20}(?:TABLE\s{1,20})?${TABLE}`, "gi"),
  // `COPY INTO @stage` and `COPY INTO 's3://…'` unload.
  new RegExp(String.raw`\bCOPY\s{1,20}INTO\s{1,20}(?!@|')${TABLE}`, "gi"),
  new RegExp(String.raw`\bCOPY\s{1,20}${TABLE}\s{1,20}(?:\([^()]{0,2000}\)\s{0,20})?FROM\b`, "gi"),
];

/**
 * Writes in code and logs that add rows each time: appends of Spark, pandas, Polars and BigQuery, `INSERT INTO` without a
 * deletion of the same table or a conflict clause, `COPY`, and incremental dbt models without a unique key. At most ten.
 * A heuristic: an empty result is no proof that a repetition is safe. Pure.
 */
export function findAppends(texts: readonly SearchedText[]): AppendWrite[] {
  return texts
    .flatMap((searched) => appendsIn({ ...searched, text: searched.text.slice(0, MAX_CHARS) }))
    .slice(0, MAX_FOUND);
}

function appendsIn(searched: SearchedText): AppendWrite[] {
  const { path } = searched;
  const isPython = path?.endsWith(".py") === true;
  const text = path === null ? searched.text : withoutComments(searched.text, isPython);
  const patterns = path === null ? SQL : isPython ? [...PYTHON, ...SQL] : SQL;
  const found = patterns.flatMap((pattern) => firstMatches(text, pattern));
  const writes = found
    .toSorted((a, b) => a.index - b.index)
    .filter((match) => !isReplaced(text, match))
    .map((match) => toWrite(searched, text, match));
  return [...incrementalModel(searched, text), ...writes];
}

function firstMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push(match);
    if (found.length === MAX_MATCHES) break;
  }
  return found;
}

function toWrite({ path, firstLine }: SearchedText, text: string, match: RegExpExecArray): AppendWrite {
  const line = firstLine + text.slice(0, match.index).split("\n").length - 1;
  const table = match.groups?.["table"] ?? tableBeside(text, match.index);
  return { what: match[0].replaceAll(/\s+/g, " ").replace(/^[.]/, "").slice(0, 120), table, path, line };
}

/** The table that the same statement names in a call such as `saveAsTable("orders")`. */
function tableBeside(text: string, at: number): string | null {
  const start = Math.max(text.lastIndexOf("\n\n", at), at - 400, 0);
  const around = text.slice(start, at + 400);
  return (
    /\b(?:saveAsTable|insertInto|to_sql|to_gbq|writeTo|write_database)\(\s{0,20}["'](?<table>[\w.$-]{1,200})["']/.exec(
      around,
    )?.groups?.["table"] ?? null
  );
}

/** Whether the text also deletes the table's rows, or the statement resolves conflicts itself. */
function isReplaced(text: string, match: RegExpExecArray): boolean {
  const end = text.indexOf(";", match.index);
  const statement = text.slice(match.index, Math.min(end === -1 ? text.length : end, match.index + 5_000));
  if (/\bON\s{1,20}(?:CONFLICT|DUPLICATE\s{1,20}KEY)\b/i.test(statement)) return true;
  const table = match.groups?.["table"];
  if (table === undefined) return false;
  const name = table.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
  const removes = String.raw`(?:DELETE\s{1,20}FROM|TRUNCATE(?:\s{1,20}TABLE)?|CREATE\s{1,20}OR\s{1,20}REPLACE\s{1,20}(?:TEMP(?:ORARY)?\s{1,20})?TABLE|DROP\s{1,20}TABLE(?:\s{1,20}IF\s{1,20}EXISTS)?)\s{1,20}${name}(?![\w.])`;
  return new RegExp(removes, "i").test(text.slice(0, match.index));
}

function incrementalModel({ path, firstLine }: SearchedText, text: string): AppendWrite[] {
  const at = text.search(/\bmaterialized\s{0,5}=\s{0,5}["']incremental["']/);
  if (path === null || !path.endsWith(".sql") || at === -1) return [];
  if (/\bunique_key\s{0,5}=/.test(text)) return [];
  if (/\bincremental_strategy\s{0,5}=\s{0,5}["'](?:insert_overwrite|microbatch)["']/.test(text)) return [];
  const line = firstLine + text.slice(0, at).split("\n").length - 1;
  return [{ what: "an incremental model without unique_key", table: null, path, line }];
}

/** Blanks comments, keeping line numbers. */
function withoutComments(text: string, isPython: boolean): string {
  if (isPython)
    return splitPython(text)
      .map(({ kind, text: part }) => (kind === "comment" ? "" : part))
      .join("");
  return text
    .replaceAll(/--[^\n]*/g, "")
    .replaceAll(/\{#[\s\S]{0,5000}?#\}|\/\*[\s\S]{0,5000}?\*\//g, (comment) =>
      comment.replaceAll(/[^\n]/g, " "),
    );
}
