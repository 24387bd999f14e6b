/** Reads the value in a name-value table row: `| db_password | … |`. Pure, linear. */
import type { ReadValue } from "@/lib/redaction/secret-value";

const CELL = /[^|│┃\r\n]{1,512}/y;
const QUOTES = /^(?:\\{1,3}["']|["'`*]{1,3})/;
const REST_OF_ROW = /[ \t]{0,80}[|│┃]?[ \t]{0,80}(?:\r?\n|\\n|$)/y;
/** A rule below the row, which makes the row a header. */
const RULE_BELOW =
  /[^\n]{0,400}\n(?=[ \t|+│┃├┝╞┡╪┣]{0,40}[-=─━═:]{2})[\s|+│┃├┤┼┝┿┥╞╪╡┡╇┩┢┪─━═=:-]{2,400}(?:\n|$)/y;
/** What follows a column name in a schema listing: its type, its nullability. */
const TYPE =
  /^(?:(?:var)?char|character|text|string|str|bytes?|binary|blob|clob|json|uuid|object|number|numeric|decimal|float|double|integer|int[248]?|bigint|smallint|bool|boolean|date|time|timestamp|datetime|secret|sensitive|nullable|column|field|value|name|type|key|email|user|username|login|host|port|description|notes?|comments?)$/i;

/** The cell at `at`, inside its quotes, or null if it does not look like a value. */
export function readCell(text: string, at: number): ReadValue | null {
  CELL.lastIndex = at;
  const cell = CELL.exec(text)?.[0];
  if (cell === undefined) return null;
  const read = trimmedCell(text, at, at + cell.length);
  const value = text.slice(read.start, read.end);
  RULE_BELOW.lastIndex = at;
  if (/\s/.test(value) || TYPE.test(value) || RULE_BELOW.test(text)) return null;
  // A plain word may be a password only in a name-value table.
  REST_OF_ROW.lastIndex = at + cell.length;
  return !/^[A-Za-z_]+$/.test(value) || REST_OF_ROW.test(text) ? read : null;
}

/** A cell's content without surrounding whitespace, quotes and emphasis marks. */
export function trimmedCell(text: string, from: number, to: number): ReadValue {
  const cell = text.slice(from, to);
  let start = from + (cell.length - cell.trimStart().length);
  let end = to - (cell.length - cell.trimEnd().length);
  const quotes = QUOTES.exec(text.slice(start, Math.min(end, start + 4)))?.[0] ?? "";
  const isLongEnough = quotes !== "" && end - start > 2 * quotes.length;
  // Strip the closing brackets of a surrounding document.
  if (quotes === "")
    end -= /["'][}\])]{1,8}$/.exec(text.slice(Math.max(start, end - 9), end))?.[0].length ?? 0;
  const quoted = isLongEnough && text.startsWith(quotes, end - quotes.length);
  if (quoted) {
    start += quotes.length;
    end -= quotes.length;
  }
  return { start, end: Math.max(start, end), quoted };
}
