/** Masks the variable parts of a log line, word by word, and classifies them. Pure. */

export const VARIABLE_TYPES = [
  "number",
  "id",
  "host",
  "path",
  "duration",
  "timestamp",
  "sql",
  "word",
] as const;

export type VariableType = (typeof VARIABLE_TYPES)[number];

/** A word of a line: `text` has `<*>` for each variable part, `types` their kinds in order. */
export interface MaskedWord {
  text: string;
  types: readonly VariableType[];
}

export const WILDCARD = "<*>";

/** The masked words of a line, without the whitespace between them. */
export function maskLine(line: string): MaskedWord[] {
  const words = prepare(line).split(/\s+/).map(maskWord);
  maskCalendar(words);
  return words;
}

const SIZE_IN_WORDS = /(\d bytes) \(\d[\d.,]{0,20} [KMGT]i?B\)/g;
const SPENT =
  /\b(lifetime|duration|elapsed|uptime|took) (?:\d{1,3}:\d\d(?::\d\d)?(?:\.\d{1,9})?|<\d{1,9} sec)(?!\S)/gi;
const SQL = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|VALUES|WHERE)\b/;
const SQL_LITERAL = /'[^'\n]{0,500}'/g;
const DURATION_MARK = "\u0001";
const SQL_MARK = "\u0002";

/** Handles values that only their context identifies: repeated sizes, durations, SQL literals. */
function prepare(line: string): string {
  let text = line.trim();
  if (text.includes(" bytes (")) text = text.replace(SIZE_IN_WORDS, "$1");
  if (/lifetime|duration|elapsed|uptime|took /i.test(text)) text = text.replace(SPENT, `$1 ${DURATION_MARK}`);
  if (text.includes("'") && SQL.test(text)) text = text.replace(SQL_LITERAL, `'${SQL_MARK}'`);
  return text;
}

const DAYS = new Set(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
const MONTHS = new Set(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]);

/** Masks month names before a number and weekday names before a date. */
function maskCalendar(words: MaskedWord[]): void {
  for (let i = words.length - 2; i >= 0; i -= 1) {
    const next = words[i + 1]?.text ?? "";
    const name = words[i]?.text ?? "";
    if ((MONTHS.has(name) && next.startsWith(WILDCARD)) || (DAYS.has(name) && next === WILDCARD)) {
      words[i] = { text: WILDCARD, types: ["timestamp"] };
    }
  }
}

const URL_START = /([a-z][a-z0-9+.-]{1,15}:\/\/)([^\s"'<>\])},;]{1,4096})/iy;
const ABSOLUTE_PATH =
  /(?:\/[\w.~$@%+-][^\s"'<>()[\]{},;:=]{0,4096}|[A-Za-z]:\\[^\s"'<>()[\]{},;]{0,4096}|\\\\[^\s"'<>()[\]{},;]{1,4096})/y;
const HOST =
  /(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}(?:[A-Za-z]{2,24}(?=:\d)|(?:com|org|net|edu|gov|io|de|uk|fr|cn|hk|jp|local|internal|localdomain)(?![\w.-]))/y;
const HEX_PAIRS = /[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){4,31}(?![\w:])/y;
/** Separators between the pieces of a word. */
const DELIMITERS = ":=,;()[]{}\"'<>|#&?!*";
const VARIES = /[\d/\\\u0001\u0002]|\w\.\w/;

/** Masks one word, which contains no whitespace. */
export function maskWord(word: string): MaskedWord {
  if (!VARIES.test(word)) return { text: word, types: [] };
  const types: VariableType[] = [];
  let text = "";
  for (let at = 0; at < word.length;) {
    const taken = takeAddress(word, at) ?? takePiece(word, at);
    at += taken.length;
    text += taken.text;
    if (taken.type !== null) types.push(taken.type);
  }
  return { text, types };
}

interface Taken {
  length: number;
  text: string;
  type: VariableType | null;
}

function takeAddress(word: string, at: number): Taken | null {
  const pairs = match(HEX_PAIRS, word, at);
  if (pairs !== null) return { length: pairs[0].length, text: WILDCARD, type: "id" };
  const host = match(HOST, word, at);
  if (host !== null) return { length: host[0].length, text: WILDCARD, type: "host" };
  const url = match(URL_START, word, at);
  if (url !== null) return { length: url[0].length, text: `${url[1] ?? ""}${WILDCARD}`, type: "path" };
  const path = match(ABSOLUTE_PATH, word, at);
  if (path === null) return null;
  let length = path[0].length;
  while (length > 1 && word.charCodeAt(at + length - 1) === 46) length -= 1;
  return length < 2 ? null : { length, text: WILDCARD, type: "path" };
}

function match(pattern: RegExp, word: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(word);
}

function takePiece(word: string, at: number): Taken {
  if (DELIMITERS.includes(word.charAt(at))) return { length: 1, text: word.charAt(at), type: null };
  let end = at + 1;
  while (end < word.length && !DELIMITERS.includes(word.charAt(end))) end += 1;
  while (end > at + 1 && word.charCodeAt(end - 1) === 46) end -= 1;
  const piece = word.slice(at, end);
  const length = end - at;
  // The key of a key-value pair (`fpr29=…`) is kept.
  if (word.charAt(end) === "=" && /^[A-Za-z_][\w.-]*$/.test(piece))
    return { length, text: piece, type: null };
  return { length, ...maskPiece(piece) };
}

/** Names that contain a small number, such as `eth0`, `utf8`, `log4j_init`. */
const NAME_WITH_NUMBER = /^[A-Za-z_]+(?:\d{1,2}|\d[A-Za-z_]{2,})$/;
/** A number after a name and a hyphen or dots: `node-17`, `core.4711`, `instruction......0`. */
const NUMBERED = /^([A-Za-z][A-Za-z_]*(?:-|\.+)|\.{2,})(\d[\dA-Fa-f]*|(?<=\.)[\dA-Fa-f]+)$/;

function maskPiece(piece: string): { text: string; type: VariableType | null } {
  if (piece === DURATION_MARK) return { text: WILDCARD, type: "duration" };
  if (piece === SQL_MARK) return { text: WILDCARD, type: "sql" };
  if (!/\d/.test(piece)) {
    const isPath = piece.split("/").length > 3 && /[A-Za-z]\/[A-Za-z]/.test(piece);
    return isPath ? { text: WILDCARD, type: "path" } : { text: piece, type: null };
  }
  if (NAME_WITH_NUMBER.test(piece)) return { text: piece, type: null };
  const numbered = NUMBERED.exec(piece);
  if (numbered !== null) return { text: `${numbered[1] ?? ""}${WILDCARD}`, type: "number" };
  return { text: WILDCARD, type: typeOf(piece) };
}

/** The kind of a variable piece. */
function typeOf(piece: string): VariableType {
  if (/^[-+]?[\d.]+%?$/.test(piece)) return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(piece) ? "host" : "number";
  if (/^[\d.]+(?:ms|s|us|ns|m|h|sec|min)$/.test(piece)) return "duration";
  if (/^\d{4}-\d\d-\d\d/.test(piece)) return "timestamp";
  if (piece.includes("/") || piece.includes("\\")) return "path";
  return /^[\w-]+(?:\.[\w-]+){1,6}\.[a-z]{2,}$/i.test(piece) ? "host" : "id";
}
