/** The secret that a key announces, in all the ways people and machines write a key and its value. Pure. */
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isMasked, isSecretValue, looksMade, type ReadValue } from "@/lib/redaction/secret-value";
import {
  BARE_VALUE,
  LINE_VALUE,
  readBlock,
  readElement,
  readLineEnd,
  readQuoted,
  readValue,
  TOKEN_VALUE,
} from "@/lib/redaction/read-value";

const SCHEME =
  /(?:Bearer|Basic|Token|ApiKey|Api-Key|Negotiate|NTLM|SSWS|Splunk|GenieKey|Digest|AWS4-HMAC-SHA256|GoogleLogin|SharedKey|SharedAccessSignature|Snowflake|Key)[ \t]{1,4}(?:token=["']?)?/iy;

const BLANK = "[ \\t\\u00a0\\u202f\\u3000]";
/** What stands between the end of a key and its value. */
const SEPARATOR = new RegExp(
  `\\\\{0,15}["'\`]?\\]?${BLANK}{0,4}(?:=>|:=|=(?!=)|：|:(?!:|\\/\\/))(?:\\+(?=["'])|${BLANK}{0,4})`,
  "y",
);
/** A key given as a value: `{"name": "DB_PASSWORD", "value": "…"}`, `name="password" value="…"`, YAML likewise. */
const NAMED_VALUE =
  /(?:\\{0,15}["'](?:,[ \t]{0,4}|[ \t]{1,4}|,?[ \t]{0,4}\r?\n[ \t]{0,80})|\r?\n[ \t]{0,80})\\{0,15}["']?(?:value|val|string_value)\\{0,15}["']?[ \t]{0,3}[:=][ \t]{0,3}/iy;
/** `<name>fs.s3a.secret.key</name> <value>`. */
const NAMED_ELEMENT = /<\/(?:name|key|n|string)>\s{0,80}<(?:value|string|v)>/iy;
const ATTRIBUTES = /(?:\s{1,20}[\w:.-]{1,40}=["'][^"'<>\n]{0,200}["']){0,8}\s{0,4}>/y;
/** `('password', '…')`: a pair in a list of headers or arguments. */
const PAIR = /\\{0,3}["'],[ \t]{0,4}(?=[bu]?\\{0,3}["'])/y;
const BLANK_QUOTE = /[ \t]{1,4}(?=["'])/y;
const BLANKS = /[ \t]{1,4}(?:\\\r?\n[ \t]{0,40})?/y;
/** A quoted value on the line below its key. */
const LINE_BELOW = /\r?\n[ \t]{1,80}(?=["'])/y;
const LIST_START = /\\{0,3}[[(]\s{0,4}(?=[bu]?\\{0,3}["'])/y;
const LIST_NEXT = /\\{0,15}["'],\s{0,8}(?=[bu]?\\{0,3}["'])/y;
const LONGEST_KEY = 80;

/** Where a value begins and how it is written. */
interface Place {
  at: number;
  /** Prose is as likely as a value: `password: …`. */
  loose: boolean;
  form: "value" | "element" | "pair";
}

/** The secrets that the key `[keyStart, keyEnd)` announces: one, or as many as a list holds. */
export function secretsAfterKey(text: string, keyStart: number, keyEnd: number): SecretSpan[] {
  const place = valuePlace(text, keyStart, keyEnd);
  if (place === null) return [];
  const key = text.slice(Math.max(keyStart, keyEnd - LONGEST_KEY), keyEnd);
  const announced = secretKeyKind(key);
  if (announced === null) return [];
  const listed = listOf(text, place.at, announced);
  if (listed.length > 0) return listed;
  const read = readPlace(text, place, keyStart, announced);
  // `PASS: test/x` is how tests report.
  if (read === null || (key === "PASS" && place.loose && !read.quoted)) return [];
  if (place.form === "pair" && !isPair(text, read, announced)) return [];
  const span = judge(text, read, announced, place.loose);
  return span === null ? [] : [span];
}

function readPlace(text: string, place: Place, keyStart: number, key: SecretKey): ReadValue | null {
  if (place.form === "element") return readElement(text, place.at);
  const block = key.certain ? readBlock(text, place.at) : null;
  if (block !== null) return block;
  LINE_BELOW.lastIndex = place.at;
  const at = place.loose && LINE_BELOW.test(text) ? LINE_BELOW.lastIndex : place.at;
  const quoted = readQuoted(text, at);
  if (quoted === null && key.certain && key.kind !== "cookie" && beginsLine(text, keyStart)) {
    const rest = readLineEnd(text, at);
    if (rest !== null) return rest;
  }
  return readValue(text, at, key.kind === "cookie" ? LINE_VALUE : BARE_VALUE);
}

/** True where only blanks, a dash of a list or `export` stand before the key. */
function beginsLine(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^[ \t]{0,20}(?:- |export )?$/.test(line) && (line.length < 24 || before.includes("\n"));
}

/** A pair is told from a list of names by a value that no name looks like. */
function isPair(text: string, read: ReadValue, key: SecretKey): boolean {
  const value = text.slice(read.start, read.end);
  SCHEME.lastIndex = 0;
  return looksMade(value, true) || (key.kind === "authorization" && SCHEME.test(value));
}

function listOf(text: string, at: number, key: SecretKey): SecretSpan[] {
  LIST_START.lastIndex = at;
  if (!LIST_START.test(text)) return [];
  const spans: SecretSpan[] = [];
  for (let from = LIST_START.lastIndex; ; from = LIST_NEXT.lastIndex) {
    const read = readQuoted(text, from);
    if (read === null) break;
    const span = judge(text, read, key, false);
    if (span !== null) spans.push(span);
    LIST_NEXT.lastIndex = read.end;
    if (!LIST_NEXT.test(text)) break;
  }
  return spans;
}

/** The part of a whole value (of a JSON document) that is secret, given what its key announces. */
export function secretInValue(value: string, key: SecretKey): SecretSpan | null {
  return value === "" ? null : judge(value, { start: 0, end: value.length, quoted: true }, key, false);
}

function judge(text: string, read: ReadValue, key: SecretKey, loose: boolean): SecretSpan | null {
  const schemed = key.kind === "authorization" ? skipScheme(text, read) : null;
  if (schemed !== null)
    return isMasked(text.slice(schemed.start, schemed.end)) ? null : spanOf(schemed, key.kind);
  const value = text.slice(read.start, read.end);
  if (key.kind === "cookie" && !value.includes("=") && !looksMade(value, read.quoted)) return null;
  return isSecretValue(text, read, key.certain, loose) ? spanOf(read, key.kind) : null;
}

function spanOf(read: ReadValue, kind: string): SecretSpan {
  return { start: read.start, end: read.end, kind, guessable: true };
}

function valuePlace(text: string, keyStart: number, keyEnd: number): Place | null {
  const element = elementPlace(text, keyStart, keyEnd);
  if (element !== null) return { at: element, loose: false, form: "element" };
  SEPARATOR.lastIndex = keyEnd;
  const separator = SEPARATOR.exec(text);
  if (separator !== null) {
    const loose = /[ :：\u00a0\u202f]/.test(separator[0]);
    return { at: SEPARATOR.lastIndex, loose, form: "value" };
  }
  const named = advance(NAMED_VALUE, text, keyEnd);
  if (named !== null) return { at: named, loose: false, form: "value" };
  const pair = advance(PAIR, text, keyEnd);
  if (
    pair !== null &&
    /[([]b?\\{0,3}["'][\w.-]{0,80}$/.test(text.slice(Math.max(0, keyStart - 8), keyStart + 1))
  )
    return { at: pair, loose: false, form: "pair" };
  const blank = blankPlace(text, keyStart, keyEnd);
  return blank === null ? null : { at: blank, loose: false, form: "value" };
}

/** `<password>`, `<db:password type="plain">`, `<property name="password">`, `<name>password</name><value>`. */
function elementPlace(text: string, keyStart: number, keyEnd: number): number | null {
  const after = text.charCodeAt(keyEnd);
  if (after === 60) return advance(NAMED_ELEMENT, text, keyEnd);
  const before = text.slice(Math.max(0, keyStart - 40), keyStart);
  if (/<(?:[\w.-]{1,30}:)?$/.test(before)) return advance(ATTRIBUTES, text, keyEnd);
  if ((after === 34 || after === 39) && /\s(?:name|key|id)=["']$/.test(before))
    return advance(ATTRIBUTES, text, keyEnd + 1);
  return null;
}

/** A value after nothing but blanks: of a flag, in quotes, in a `.netrc`. */
function blankPlace(text: string, keyStart: number, keyEnd: number): number | null {
  const after = text.charCodeAt(keyEnd);
  if (after !== 32 && after !== 9) return null;
  const quote = advance(BLANK_QUOTE, text, keyEnd);
  const key = text.slice(keyStart, keyEnd);
  if (quote !== null && /(?:passw(?:or)?d|secret_access_key|session_token)$/i.test(key)) return quote;
  const isFlag = key.startsWith("--") || /^-[a-z]{0,20}(?:passw(?:or)?d|pass)$/i.test(key);
  const isNetrc = /\blogin \S{1,64} $/.test(text.slice(Math.max(0, keyStart - 72), keyStart));
  return isFlag || isNetrc ? advance(BLANKS, text, keyEnd) : null;
}

/** What follows `Bearer `, `Basic ` and their like; signatures of several fields reach to the end of the value. */
function skipScheme(text: string, read: ReadValue): ReadValue | null {
  SCHEME.lastIndex = read.start;
  const scheme = SCHEME.exec(text);
  if (scheme === null) return null;
  const start = SCHEME.lastIndex;
  if (read.quoted) return start < read.end ? { ...read, start } : null;
  const bare = /^(?:digest|aws4|shared|ntlm)/i.test(scheme[0]) ? LINE_VALUE : TOKEN_VALUE;
  return readValue(text, start, bare);
}

function advance(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
