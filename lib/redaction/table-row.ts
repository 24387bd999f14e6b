/** The value in a row of a table that names one thing: `| db_password | … |`. Pure, linear. */
import type { ReadValue } from "@/lib/redaction/secret-value";

const CELL = /[^|│┃\r\n]{1,512}/y;
const QUOTES = /^(?:\\{1,3}["']|["'`*]{1,3})/;
const REST_OF_ROW = /[ \t]{0,80}[|│┃]?[ \t]{0,80}(?:\r?\n|\\n|$)/y;
/** Of a table whose first row names its columns. */
const RULE_BELOW =
  /[^\n]{0,400}\n(?=[ \t|+│┃├┝╞┡╪┣]{0,40}[-=─━═:]{2})[\s|+│┃├┤┼┝┿┥╞╪╡┡╇┩┢┪─━═=:-]{2,400}(?:\n|$)/y;
/** What stands beside the name of a column: its type, whether it may be empty. */
const TYPE =
  /^(?:(?:var)?char|character|text|string|str|bytes?|binary|blob|clob|json|uuid|object|number|numeric|decimal|float|double|integer|int[248]?|bigint|smallint|bool|boolean|date|time|timestamp|datetime|secret|sensitive|nullable|column|field|value|name|type|key|email|user|username|login|host|port|description|notes?|comments?)$/i;

/** The cell at `at`, inside its quotes, or null where it does not read as a value. */
export function readCell(text: string, at: number): ReadValue | null {
  CELL.lastIndex = at;
  const cell = CELL.exec(text)?.[0];
  if (cell === undefined) return null;
  const read = trimmedCell(text, at, at + cell.length);
  const value = text.slice(read.start, read.end);
  RULE_BELOW.lastIndex = at;
  if (/\s/.test(value) || TYPE.test(value) || RULE_BELOW.test(text)) return null;
  // A word may be a password, but only in a table of names and values.
  REST_OF_ROW.lastIndex = at + cell.length;
  return !/^[A-Za-z_]+$/.test(value) || REST_OF_ROW.test(text) ? read : null;
}

/** What a cell holds, without blanks, quotes and signs of emphasis around it. */
export function trimmedCell(text: string, from: number, to: number): ReadValue {
  const cell = text.slice(from, to);
  let start = from + (cell.length - cell.trimStart().length);
  let end = to - (cell.length - cell.trimEnd().length);
  const quotes = QUOTES.exec(text.slice(start, Math.min(end, start + 4)))?.[0] ?? "";
  const isLongEnough = quotes !== "" && end - start > 2 * quotes.length;
  // What closes the document that the last cell ends.
  if (quotes === "")
    end -= /["'][}\])]{1,8}$/.exec(text.slice(Math.max(start, end - 9), end))?.[0].length ?? 0;
  const quoted = isLongEnough && text.startsWith(quotes, end - quotes.length);
  if (quoted) {
    start += quotes.length;
    end -= quotes.length;
  }
  return { start, end: Math.max(start, end), quoted };
}
