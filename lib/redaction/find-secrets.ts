/** Finds secrets by what announces them: keys, URLs, headers, commands, prompts, PEM markers. Pure. */
import { isLatinLetter, isWordCode } from "@/lib/redaction/characters";
import { NO_ANSWER, PROMPT_BEFORE, PROMPT_FOR } from "@/lib/redaction/command-rules";
import type { Meter } from "@/lib/redaction/meter";
import { pathSecret } from "@/lib/redaction/path-secret";
import { privateKeyEnd } from "@/lib/redaction/private-key";
import { ParameterReader } from "@/lib/redaction/statement-parameters";
import { secretsAfterKey } from "@/lib/redaction/secret-after-key";
import { KEY_TAIL_SOURCE } from "@/lib/redaction/secret-key";
import { isUncut, PLACEHOLDER, unionSpans, type SecretSpan } from "@/lib/redaction/secret-span";
import { isMasked, isSecretValue, looksGenerated } from "@/lib/redaction/secret-value";
import { TableReader } from "@/lib/redaction/table-columns";
import { commandRulesAt, keyWordAt, nextTrigger } from "@/lib/redaction/triggers";

const MAX_KEY_LENGTH = 80;
const SLASH = 47;
const MAX_PHRASE_LENGTH = 16;
const KEY_TAIL = new RegExp(`${KEY_TAIL_SOURCE}(?![A-Za-z0-9_-])`, "iy");
/** Whitespace, quotes, separators, arrows, and "is" in languages without spaces; anything else ends the search. */
const MAY_FOLLOW_KEY = new Set(
  [..."\t\n\r \"':<=>?\\]`|│\u00a0\u202f\u3000：＝→⇒⟶➜➔是为為はが는은"].map((char) => char.charCodeAt(0)),
);
/** Words that form a key with the word after them. */
const PHRASES = new Set(
  "api access secret client consumer auth oauth refresh session bearer service account private encryption signing storage license subscription webhook deploy integration app application".split(
    " ",
  ),
);
const PARAMETERS = /^(?:\[|;|param)/i;
const STATEMENT = /^(?:insert|replace|upsert)\s/;
const URL_PASSWORD = /:\/\/[^\s/:@"'<>[]{0,128}:([^\s"'<>/]{2,256})@(?=[A-Za-z0-9[_$-])/y;
/** A URL password with slashes, in schemes where a path cannot follow; digits before the first slash are a port. */
const URL_PASSWORD_SLASHED =
  /(?<=\b(?:postgres(?:ql)?|mysql|mariadb|redshift|mssql|oracle|clickhouse|snowflake|trino|mongodb|rediss?|amqps?|ldaps?|s?ftp|smtps?)(?:\+[a-z0-9_]{1,30})?):\/\/[^\s/:@"'<>[]{0,128}:(?![0-9]{0,5}(?:[/?,]|$))([^\s"'<>]{2,256})@(?=[A-Za-z0-9[_$-][A-Za-z0-9._-]{0,253}(?::[0-9]{1,5})?(?:[/?\s"',;)\]]|$))/iy;
const URL_TOKEN = /:\/\/([A-Za-z0-9_-]{16,255})@(?=[A-Za-z0-9[])/y;
const LONG_URL_TOKEN = 20;
/** Digits among letters distinguish a short token from a user name. */
const MIXED = /^(?=(?:[A-Za-z]*[0-9]){3})(?=[A-Za-z]*[0-9]+[A-Za-z])[A-Za-z0-9]+$/;
const BEARER = /bearer[ \t]{1,4}([A-Za-z0-9_.~+/=-]{12,4096})/iy;
const BASIC = /basic[ \t]{1,4}([A-Za-z0-9+/]{8,512}={0,2})(?![A-Za-z0-9+/=])/iy;
const ANSWER = /[^\r\n]{3,256}/y;

/** The announced secrets, in order. */
export function announcedSpans(text: string, meter: Meter): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const tables = new TableReader(text, meter);
  const parameters = new ParameterReader(text, meter);
  let done = 0;
  meter.scanned += text.length;
  for (let at = nextTrigger(text, 0); at !== -1; at = nextTrigger(text, at)) {
    const command = commandAt(text, at);
    const word = command === null ? keyWordAt(text, at) : null;
    meter.tried += command === null && word === null ? 0 : 1;
    const listed = PARAMETERS.test(word ?? "") ? parameters.spansAt(at, word ?? "") : [];
    const found = command === null ? [...listed, ...announcedAt(text, at, word ?? "", tables)] : [command];
    for (const span of found) {
      if (span.start < done || !isUncut(text, span)) continue;
      spans.push(span);
      done = span.end;
    }
    at = Math.max(done, at + (word?.length ?? 1));
  }
  return unionSpans(
    spans,
    tables.spans.filter((span) => isUncut(text, span)),
  );
}

function announcedAt(text: string, at: number, hit: string, tables: TableReader): SecretSpan[] {
  const word = hit.toLowerCase();
  if (word === "" || PARAMETERS.test(word)) return [];
  if (word === "://") return listOf(urlSecret(text, at));
  if (word === "-----begin") {
    const end = privateKeyEnd(text, at);
    return end === null ? [] : [{ start: at, end, kind: "private-key", guessable: false }];
  }
  if (/^bearer[ \t]/.test(word)) return listOf(bearer(text, at));
  if (/^basic[ \t]/.test(word)) return listOf(basic(text, at));
  if (STATEMENT.test(word)) {
    tables.tryInsert(at);
    return [];
  }
  const announced = afterWord(text, at, at + hit.length, tables);
  return announced.length > 0 ? announced : listOf(answerTo(text, at, at + hit.length));
}

function listOf(span: SecretSpan | null): SecretSpan[] {
  return span === null ? [] : [span];
}

function commandAt(text: string, at: number): SecretSpan | null {
  const rules = commandRulesAt(text, at);
  if (rules.length === 0) return null;
  if (isLatinLetter(text.charCodeAt(at)) && at > 0 && isLatinLetter(text.charCodeAt(at - 1))) return null;
  for (const { pattern, kind } of rules) {
    const span = group(pattern, text, at, kind);
    if (span !== null) return span;
  }
  return null;
}

function afterWord(text: string, at: number, end: number, tables: TableReader): SecretSpan[] {
  KEY_TAIL.lastIndex = end;
  const tail = KEY_TAIL.exec(text);
  if (tail === null) return [];
  const keyEnd = end + tail[0].length;
  const isLast = endsCell(text, keyEnd);
  const isFollowed = isLast || MAY_FOLLOW_KEY.has(text.charCodeAt(keyEnd));
  if (!isFollowed && text.charCodeAt(keyEnd) !== SLASH) return [];
  let start = at;
  const first = Math.max(0, at - MAX_KEY_LENGTH);
  while (start > first && isWordCode(text.charCodeAt(start - 1))) start -= 1;
  if (text.startsWith(PLACEHOLDER, start - PLACEHOLDER.length)) return [];
  // The letter of an escaped line break, as in `\r\nAuthorization: …`, is not part of the key.
  if (start < at && text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text.charAt(start))) start += 1;
  // In a path, such as `s3://lake/pass=1/`, most values are names of partitions.
  if (start > 0 && text.charCodeAt(start - 1) === SLASH) return listOf(pathSecret(text, start, keyEnd));
  if (!isFollowed) return [];
  if (start === at) start -= phraseLength(text, at);
  const announced = secretsAfterKey(text, start, keyEnd);
  if (announced.length === 0 && isLast) tables.tryHeader(start);
  return announced;
}

/** Length of a word that belongs to the key: `api ` before `key`, `client ` before `secret`. */
function phraseLength(text: string, at: number): number {
  if (text.charCodeAt(at - 1) !== 32 || !/[kts]/i.test(text.charAt(at))) return 0;
  let start = at - 1;
  while (at - start < MAX_PHRASE_LENGTH && isLatinLetter(text.charCodeAt(start - 1))) start -= 1;
  const isWord = !isWordCode(text.charCodeAt(start - 1));
  return isWord && PHRASES.has(text.slice(start, at - 1).toLowerCase()) ? at - start : 0;
}

/** Whether a table column name may end here. */
function endsCell(text: string, at: number): boolean {
  const end = /["'`*]/.test(text.charAt(at)) ? at + 1 : at;
  const next = text.charAt(end);
  if (next === " ") return /[ |│┃]/.test(text.charAt(end + 1));
  return next === "" || "\\,;\t\r\n|│┃*".includes(next);
}

/** The answer typed after a prompt such as `Enter passphrase for key '…': `. */
function answerTo(text: string, at: number, end: number): SecretSpan | null {
  PROMPT_FOR.lastIndex = end;
  if (!PROMPT_FOR.test(text)) return null;
  const start = PROMPT_FOR.lastIndex;
  // OpenSSL's `Enter pass phrase for server.key:` ends with the colon; other prompts add a space.
  if (text.charAt(start - 1) === ":" && !/phrase$/i.test(text.slice(at, end))) return null;
  if (!PROMPT_BEFORE.test(text.slice(Math.max(0, at - 24), at))) return null;
  ANSWER.lastIndex = start;
  const answer = ANSWER.exec(text)?.[0].trimEnd() ?? "";
  if (answer.length < 3 || NO_ANSWER.test(answer) || answer.includes(PLACEHOLDER)) return null;
  const read = { start, end: start + answer.length, quoted: false };
  if (!isSecretValue(text, read, true, false)) return null;
  return { start, end: read.end, kind: "password", guessable: true };
}

function group(pattern: RegExp, text: string, at: number, kind: string): SecretSpan | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const which = match === null ? 0 : match.findIndex((part, index) => index > 0 && part !== undefined);
  const secret = match?.[which];
  if (match === null || which < 1 || secret === undefined) return null;
  // A secret in front of its command is located by its indices; others end the match.
  const start = match.indices?.[which]?.[0] ?? at + match[0].lastIndexOf(secret);
  return isHidden(secret) ? null : { start, end: start + secret.length, kind, guessable: true };
}

function isHidden(secret: string): boolean {
  return secret.includes(PLACEHOLDER) || isMasked(secret) || /^[$%{<]/.test(secret);
}

function urlSecret(text: string, at: number): SecretSpan | null {
  return (
    group(URL_PASSWORD, text, at, "url-password") ??
    group(URL_PASSWORD_SLASHED, text, at, "url-password") ??
    urlToken(text, at)
  );
}

/** `https://TOKEN@host`: only if it looks generated, because it may be a user name. */
function urlToken(text: string, at: number): SecretSpan | null {
  const span = group(URL_TOKEN, text, at, "url-token");
  if (span === null) return null;
  const secret = text.slice(span.start, span.end);
  const isGenerated = secret.length < LONG_URL_TOKEN ? MIXED.test(secret) : looksGenerated(secret, false);
  return isGenerated ? { ...span, guessable: false } : null;
}

/** `Bearer …`, unless an English word follows. */
function bearer(text: string, at: number): SecretSpan | null {
  const span = group(BEARER, text, at, "bearer-token");
  return span === null || /^[A-Za-z]?[a-z]*[.-]?$/.test(text.slice(span.start, span.end)) ? null : span;
}

/** `Basic …` is a secret if it decodes to `user:password`; otherwise it is the English word. */
function basic(text: string, at: number): SecretSpan | null {
  const span = group(BASIC, text, at, "basic-auth");
  if (span === null) return null;
  const decoded = Buffer.from(text.slice(span.start, span.end), "base64").toString("latin1");
  return /^[\x20-\x7e]{1,128}:[\x20-\x7e]*$/.test(decoded) ? span : null;
}

const EMAIL_LOCAL = /[A-Za-z0-9._%+-]/;
const EMAIL_DOMAIN = /@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![A-Za-z0-9-])/y;

/** Email addresses, in order. */
export function emailSpans(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    EMAIL_DOMAIN.lastIndex = at;
    const domain = EMAIL_DOMAIN.exec(text);
    if (domain === null) continue;
    let start = at;
    while (start > 0 && at - start < 64 && EMAIL_LOCAL.test(text.charAt(start - 1))) start -= 1;
    if (start < at) spans.push({ start, end: at + domain[0].length, kind: "email", guessable: true });
  }
  return spans;
}
