/** Finds the secret announced by a key, in all common notations. Pure. */
import { secretKeyKind, type SecretKey } from "@/lib/redaction/secret-key";
import type { SecretSpan } from "@/lib/redaction/secret-span";
import { isMasked, isSecretValue, looksGenerated, type ReadValue } from "@/lib/redaction/secret-value";
import {
  BARE_VALUE,
  FIELD_VALUE,
  LINE_VALUE,
  readBlock,
  readBraced,
  readElement,
  readLineEnd,
  readQuoted,
  readTypographic,
  readValue,
  TOKEN_VALUE,
} from "@/lib/redaction/read-value";
import { readBelow } from "@/lib/redaction/value-below";
import { containerLeaves } from "@/lib/redaction/container-text";
import { isRejected, mayBeSpoken, readSpoken } from "@/lib/redaction/spoken-secret";
import { readCell } from "@/lib/redaction/table-row";
import { valuePlace, type Place } from "@/lib/redaction/value-place";

const SCHEME =
  /(?:Bearer|Basic|Token|ApiKey|Api-Key|Negotiate|NTLM|SSWS|Splunk|GenieKey|Digest|AWS4-HMAC-SHA256|GoogleLogin|SharedKey|SharedAccessSignature|Snowflake|Key)[ \t]{1,4}(?:token=["']?)?/iy;

/** A quoted value on the line below its key. */
const LINE_BELOW = /\r?\n[ \t]{1,80}(?=["'])/y;
/** An escaped line break: the value is empty. */
const ESCAPED_BREAK = /\\{1,8}r\\{1,8}n/y;
/** Between the old and the new value in a change plan. */
const CHANGED = /\\{0,3}["'][ \t]{1,3}(?:->|=>|→)[ \t]{1,3}(?=\\{0,3}["'])/y;
const LIST_START = /\\{0,3}[[(]\s{0,4}(?=[bu]?\\{0,3}["'])/y;
const LIST_NEXT = /\\{0,15}["'],\s{0,8}(?=[bu]?\\{0,3}["'])/y;
/** The first of two strings in brackets. */
const LOGIN = /[[(]\s{0,4}[bu]?\\{0,3}["'][^"'\n\\]{1,80}\\{0,3}["'],\s{0,8}(?=[bu]?\\{0,3}["'])/y;
const MAX_KEY_LENGTH = 80;

/** The secrets announced by the key `[keyStart, keyEnd)`: one, or several in a list. */
export function secretsAfterKey(text: string, keyStart: number, keyEnd: number): SecretSpan[] {
  const place = valuePlace(text, keyStart, keyEnd);
  if (place === null && !mayBeSpoken(text, keyEnd)) return [];
  const key = text.slice(Math.max(keyStart, keyEnd - MAX_KEY_LENGTH), keyEnd);
  const announced = secretKeyKind(key);
  if (announced === null) return [];
  if (place === null) return spoken(text, keyStart, keyEnd, announced);
  const login = loginOf(text, place.at, announced);
  if (login !== null) return [login];
  const listed = listOf(text, place.at, announced);
  if (listed.length > 0) return listed;
  const leaves = containerLeaves(text, place.at, key);
  if (leaves.length > 0) return leaves;
  const read = readPlace(text, place, keyStart, announced);
  if (read === null || isOfAnotherThing(key, text.slice(read.start, read.end), place.loose && !read.quoted))
    return [];
  if (!suitsForm(text, read, place, announced)) return [];
  const isLoose = place.loose && !(announced.certain && isRejected(text, read));
  const span = judge(text, read, announced, isLoose);
  if (span === null) return [];
  CHANGED.lastIndex = read.end;
  const next = CHANGED.test(text) ? readQuoted(text, CHANGED.lastIndex) : null;
  const changed = next === null ? null : judge(text, next, announced, false);
  return changed === null ? [span] : [span, changed];
}

/** Excludes test reports (`PASS: test/x`), pulse widths (`pw=0.5ms`) and packages (`sshpass=1.09-1`). */
function isOfAnotherThing(key: string, value: string, isLoose: boolean): boolean {
  if (key === "sshpass" && /^[0-9]+\.[0-9]/.test(value)) return true;
  return (key === "PASS" && isLoose) || (/^pw$/i.test(key) && /^[0-9.]+[a-zµ%]{0,3}$/i.test(value));
}

function spoken(text: string, keyStart: number, keyEnd: number, key: SecretKey): SecretSpan[] {
  const read = readSpoken(text, keyStart, keyEnd, key);
  return read === null ? [] : [spanOf(read, key.kind)];
}

function readPlace(text: string, place: Place, keyStart: number, key: SecretKey): ReadValue | null {
  if (place.form === "field") return readValue(text, place.at, FIELD_VALUE);
  if (place.form === "element") return readElement(text, place.at);
  if (place.form === "cell") return readCell(text, place.at);
  const block = readBlock(text, place.at);
  if (block !== null) return block;
  const braced = key.certain ? readBraced(text, place.at) : null;
  if (braced !== null) return braced;
  LINE_BELOW.lastIndex = place.at;
  const at = place.loose && LINE_BELOW.test(text) ? LINE_BELOW.lastIndex : place.at;
  const below = readBelow(text, at, key.certain);
  if (below !== null) return below;
  ESCAPED_BREAK.lastIndex = at;
  if (ESCAPED_BREAK.test(text)) return null;
  const quoted = readQuoted(text, at) ?? readTypographic(text, at);
  if (quoted === null && key.certain && key.kind !== "cookie" && beginsLine(text, keyStart)) {
    const rest = readLineEnd(text, at);
    if (rest !== null) return rest;
  }
  return quoted !== null && quoted.end > quoted.start
    ? quoted
    : readValue(text, at, key.kind === "cookie" ? LINE_VALUE : BARE_VALUE);
}

/** Excludes what commonly occurs in that form instead of a secret, such as another name in a list. */
function suitsForm(text: string, read: ReadValue, place: Place, key: SecretKey): boolean {
  const value = text.slice(read.start, read.end);
  switch (place.form) {
    case "pair":
      return isPair(text, read, key);
    case "arrow":
      // `renamed password -> passphrase`, `token -> STRING`.
      return read.quoted || !/^[A-Za-z_]+$/.test(value);
    case "setting":
      if (value.includes("://")) return false;
      if (looksGenerated(value, read.quoted)) return true;
      return key.certain && (!place.loose || (/[0-9]/.test(value) && /[A-Za-z]/.test(value)));
    case "value":
    case "field":
    case "element":
    case "cell":
      return true;
  }
}

/** Whether only whitespace, a list dash or `export` precedes the key. */
function beginsLine(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /^[ \t]{0,20}(?:- |export )?$/.test(line) && (line.length < 24 || before.includes("\n"));
}

/** Whether this is a key-value pair and not a list of names: the value does not look like a name. */
function isPair(text: string, read: ReadValue, key: SecretKey): boolean {
  const value = text.slice(read.start, read.end);
  SCHEME.lastIndex = 0;
  return looksGenerated(value, true) || (key.kind === "authorization" && SCHEME.test(value));
}

/** `auth=("etl", "…")`: a login pair. */
function loginOf(text: string, at: number, key: SecretKey): SecretSpan | null {
  if (key.kind !== "authorization" && key.kind !== "credential") return null;
  LOGIN.lastIndex = at;
  if (!LOGIN.test(text)) return null;
  const read = readQuoted(text, LOGIN.lastIndex);
  if (read === null || !/^\\{0,3}["'],?\s{0,4}[)\]]/.test(text.slice(read.end, read.end + 8))) return null;
  return isSecretValue(text, read, true, false) ? spanOf(read, "password") : null;
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

/** The secret part of a JSON value, given its key. */
export function secretInValue(value: string, key: SecretKey): SecretSpan | null {
  return value === "" ? null : judge(value, { start: 0, end: value.length, quoted: true }, key, false);
}

function judge(text: string, read: ReadValue, key: SecretKey, loose: boolean): SecretSpan | null {
  const schemed = key.kind === "authorization" ? skipScheme(text, read) : null;
  if (schemed !== null)
    return isMasked(text.slice(schemed.start, schemed.end)) ? null : spanOf(schemed, key.kind);
  const value = text.slice(read.start, read.end);
  if (key.kind === "cookie" && !value.includes("=") && !looksGenerated(value, read.quoted)) return null;
  return isSecretValue(text, read, key.certain, loose) ? spanOf(read, key.kind) : null;
}

function spanOf(read: ReadValue, kind: string): SecretSpan {
  return { start: read.start, end: read.end, kind, guessable: true };
}

/** Skips a scheme such as `Bearer ` or `Basic `; multi-field signatures extend to the end of the value. */
function skipScheme(text: string, read: ReadValue): ReadValue | null {
  SCHEME.lastIndex = read.start;
  const scheme = SCHEME.exec(text);
  if (scheme === null) return null;
  const start = SCHEME.lastIndex;
  if (read.quoted) return start < read.end ? { ...read, start } : null;
  const bare = /^(?:digest|aws4|shared|ntlm)/i.test(scheme[0]) ? LINE_VALUE : TOKEN_VALUE;
  return readValue(text, start, bare);
}
