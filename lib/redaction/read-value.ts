/** Reads the value at a position: quoted, unquoted, a line, an element's content, a block. */
import { secretKeyKind } from "@/lib/redaction/secret-key";
import type { ReadValue } from "@/lib/redaction/secret-value";

export const BARE_VALUE = /[^\s"'`<>,;&]{1,1024}/y;
/** A header value after its scheme; excludes backslashes so that it stops at an escaped line break. */
export const TOKEN_VALUE = /[^\s"'`<>,;&\\]{1,4096}/y;
export const LINE_VALUE = /[^\r\n"'`<>]{1,4096}/y;
/** A multipart form field: the rest of its line, up to a possibly escaped line break. */
export const FIELD_VALUE = /[^\r\n\\]{1,1024}/y;
/** An unquoted value up to the end of the line, with any punctuation. */
const REST_OF_LINE = /[^\s"'`<>]{1,1024}(?=[ \t]{0,40}(?:\r?\n|$|#))/y;
const NEXT_PAIR = /[;,&][A-Za-z0-9_ .-]{1,40}[=:]/;
const ELEMENT_TEXT = /\s{0,80}(?:<!\[CDATA\[)?([^<>\r\n]{1,4096})/y;
const BLOCK_START = /[|>][0-9+-]{0,2}[ \t]{0,4}\r?\n([ \t]{1,60})(?=\S)/y;
const BLOCK_LINE = /[^\r\n]{1,1024}/y;
const MAX_BLOCK_LINES = 50;
/** An ODBC value in braces, where `}}` is an escaped `}`. */
const BRACED = /\{((?:[^}\r\n]|\}\}){1,256})\}(?=[;"'`\s\\),<&]|$)/y;
/** How JSON, Python and YAML objects begin. */
const DOCUMENT = /^\s*(?:["'\\]|\w{1,40}:\s)/;
/** `{name}` and `{{ name }}`: template placeholders. */
const TEMPLATE_FIELD = /^\{.*\}$|^\w{0,64}$/;
const TYPOGRAPHIC_QUOTES = ["“”", "„“", "„”", "‘’", "«»", "‹›", "「」", "『』", "””"];
const MAX_QUOTED_LENGTH = 8192;
const MAX_TYPOGRAPHIC_LENGTH = 256;
const MAX_SLASHES = 16;
const TRAILING = new Set(")]}.:\\ \t");

/** The value at `at`: inside its quotes (with the same escaping as the opening quote), or up to the next break. */
export function readValue(text: string, at: number, bare: RegExp): ReadValue | null {
  const quoted = readQuoted(text, at);
  if (quoted !== null) return quoted.end > quoted.start ? quoted : null;
  let start = at;
  // An opening quote without a closing quote: the line was truncated.
  while (start < at + 8 && /["'`\\]/.test(text.charAt(start))) start += 1;
  bare.lastIndex = start;
  const match = bare.exec(text);
  return match === null ? null : trimmed(text, start, bare.lastIndex);
}

/** The value of a key at the start of a line, which may contain characters that otherwise end a value. */
export function readLineEnd(text: string, at: number): ReadValue | null {
  REST_OF_LINE.lastIndex = at;
  const match = REST_OF_LINE.exec(text);
  if (match === null || NEXT_PAIR.test(match[0])) return null;
  return trimmed(text, at, at + match[0].replace(/[,;]$/, "").length);
}

function trimmed(text: string, start: number, to: number): ReadValue | null {
  let end = to;
  const first = Math.max(start, to - 20);
  while (end > first && TRAILING.has(text.charAt(end - 1))) end -= 1;
  return end > start ? { start, end, quoted: false } : null;
}

/** A quoted value, or null if there is none or its quote does not close on the line. */
export function readQuoted(text: string, at: number): ReadValue | null {
  let open = at;
  if (/[bBuUrRfF]/.test(text.charAt(open)) && /["']/.test(text.charAt(open + 1))) open += 1;
  let slashes = 0;
  while (text.charCodeAt(open + slashes) === 92 && slashes < MAX_SLASHES) slashes += 1;
  const quote = text.charAt(open + slashes);
  if (quote !== '"' && quote !== "'" && quote !== "`") return null;
  const triple = slashes === 0 && text.startsWith(quote.repeat(3), open);
  const start = open + slashes + (triple ? 3 : 1);
  const end = closingQuote(text, start, triple ? quote.repeat(3) : quote, slashes);
  return end < start ? null : { start, end, quoted: true };
}

/** A value in typographic quotes. */
export function readTypographic(text: string, at: number): ReadValue | null {
  const open = text.charAt(at);
  for (const quotes of TYPOGRAPHIC_QUOTES) {
    if (quotes.charAt(0) !== open) continue;
    const end = text.slice(at + 1, at + 1 + MAX_TYPOGRAPHIC_LENGTH).indexOf(quotes.charAt(1));
    if (end > 0) return { start: at + 1, end: at + 1 + end, quoted: true };
  }
  return null;
}

/** An ODBC value in braces (`PWD={a;b}}c}`), or null if the braces belong to a document or a template. */
export function readBraced(text: string, at: number): ReadValue | null {
  BRACED.lastIndex = at;
  const value = BRACED.exec(text)?.[1];
  if (value === undefined || text.charAt(at - 1) !== "=" || DOCUMENT.test(value)) return null;
  if (TEMPLATE_FIELD.test(value) && (value.startsWith("{") || secretKeyKind(value) !== null)) return null;
  return { start: at + 1, end: at + 1 + value.length, quoted: true };
}

/** Index of the closing quote on the same line, or -1. */
function closingQuote(text: string, start: number, quote: string, slashes: number): number {
  const limit = Math.min(text.length, start + MAX_QUOTED_LENGTH);
  for (let i = start; i < limit; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 10) return -1;
    if (code === 92) {
      let run = 1;
      while (run < MAX_SLASHES && text.charCodeAt(i + run) === 92) run += 1;
      if (text[i + run] === quote && run === slashes) return i;
      i += slashes === 0 ? 1 : run;
    } else if (slashes === 0 && text.startsWith(quote, i)) {
      return i;
    }
  }
  return -1;
}

/** The text of an XML element whose opening tag ends at `at`. */
export function readElement(text: string, at: number): ReadValue | null {
  ELEMENT_TEXT.lastIndex = at;
  const match = ELEMENT_TEXT.exec(text);
  if (match?.[1] === undefined) return null;
  const end = ELEMENT_TEXT.lastIndex - (match[1].length - match[1].trimEnd().length);
  const start = ELEMENT_TEXT.lastIndex - match[1].length;
  const from = start + (match[1].length - match[1].trimStart().length);
  // A CDATA section ends with `]]`, followed by `>`.
  const to = text.startsWith("]]", end - 2) && match[0].includes("<![") ? end - 2 : end;
  return to > from ? { start: from, end: to, quoted: true } : null;
}

/** The lines of a YAML block (`password: |`) with the same indentation. */
export function readBlock(text: string, at: number): ReadValue | null {
  BLOCK_START.lastIndex = at;
  const head = BLOCK_START.exec(text);
  if (head === null) return null;
  const indent = head[1] ?? "";
  const start = BLOCK_START.lastIndex;
  let end = lineEnd(text, start);
  for (let lines = 1; lines < MAX_BLOCK_LINES; lines += 1) {
    const next = text.startsWith("\r\n", end) ? end + 2 : end + 1;
    if (next >= text.length || !text.startsWith(indent, next)) break;
    end = lineEnd(text, next);
  }
  return { start, end, quoted: true };
}

function lineEnd(text: string, at: number): number {
  BLOCK_LINE.lastIndex = at;
  return BLOCK_LINE.test(text) ? BLOCK_LINE.lastIndex : at;
}

/** The end of a sticky pattern's match at `at`, or null if it does not match. */
export function advance(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
