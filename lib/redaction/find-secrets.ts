/** Finds secrets in a text by what announces them: keys, URLs, headers, commands, prompts, armour. Pure. */
import { isLatinLetter, isWordCode } from "@/lib/redaction/characters";
import {
  COMMAND_RULES,
  NO_ANSWER,
  PROMPT_BEFORE,
  PROMPT_FOR,
  type CommandRule,
} from "@/lib/redaction/command-rules";
import type { Meter } from "@/lib/redaction/meter";
import { privateKeyEnd } from "@/lib/redaction/private-key";
import { secretsAfterKey } from "@/lib/redaction/secret-after-key";
import { FOREIGN_BEGINNINGS, FOREIGN_WORDS } from "@/lib/redaction/secret-key";
import { isUncut, PLACEHOLDER, type SecretSpan } from "@/lib/redaction/secret-span";
import { isMasked, isSecretValue, looksMade } from "@/lib/redaction/secret-value";
import { WordScanner } from "@/lib/redaction/word-scanner";

const LONGEST_KEY = 80;
const COMMANDS = new Map<string, CommandRule[]>();
for (const rule of COMMAND_RULES) COMMANDS.set(rule.word, [...(COMMANDS.get(rule.word) ?? []), rule]);
const COMMAND_WORDS = [...COMMANDS.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));

/** Everything that may announce a secret; cheap, and wrong most of the time. */
const TRIGGER = new RegExp(
  `${COMMAND_WORDS.join("|")}|${FOREIGN_WORDS}|passw(?:or)?ds?|passphrases?|passcode|pass|pwd|secrets?|tokens?|` +
    "account\\.key\\.[a-z0-9-]{1,40}\\.(?:blob|dfs|file|queue|table)\\.core\\.[a-z.]{1,30}|key|" +
    "auth(?:orization)?|cookies?|credentials?|sig(?:nature)?|samlresponse|:\\/\\/|bearer[ \\t]|basic[ \\t]|-----begin",
  "iy",
);
const KEY_BEGINNINGS = "pas pwd sec tok acc key aut coo cre sig sam :// bea bas ---".split(" ");
const BEGINNINGS = new WordScanner([...COMMANDS.keys(), ...FOREIGN_BEGINNINGS, ...KEY_BEGINNINGS]);
const KEY_TAIL = /[_.-]?(?:values?|strings?|text|id|[0-9]{1,2})?(?![A-Za-z0-9_-])/y;
const URL_PASSWORD = /:\/\/[^\s/:@"'<>[]{0,128}:([^\s"'<>/]{1,256})@(?=[A-Za-z0-9[_$-])/y;
const URL_TOKEN = /:\/\/([A-Za-z0-9_-]{20,255})@(?=[A-Za-z0-9[])/y;
const BEARER = /bearer[ \t]{1,4}([A-Za-z0-9_.~+/=-]{12,4096})/iy;
const BASIC = /basic[ \t]{1,4}([A-Za-z0-9+/]{8,512}={0,2})(?![A-Za-z0-9+/=])/iy;
const ANSWER = /[^\r\n]{3,256}/y;

/** Secrets that something announces, in order. */
export function announcedSpans(text: string, meter: Meter): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let done = 0;
  meter.scanned += text.length;
  for (let at = BEGINNINGS.next(text, 0); at !== -1; at = BEGINNINGS.next(text, at)) {
    TRIGGER.lastIndex = at;
    const word = TRIGGER.exec(text)?.[0];
    if (word === undefined) {
      at += 1;
      continue;
    }
    meter.tried += 1;
    for (const span of announcedAt(text, at, word)) {
      if (span.start < done || !isUncut(text, span)) continue;
      spans.push(span);
      done = span.end;
    }
    at = Math.max(done, at + word.length);
  }
  return spans;
}

function announcedAt(text: string, at: number, hit: string): SecretSpan[] {
  const word = hit.toLowerCase();
  if (word === "://") return some(group(URL_PASSWORD, text, at, "url-password") ?? urlToken(text, at));
  if (word === "-----begin") {
    const end = privateKeyEnd(text, at);
    return end === null ? [] : [{ start: at, end, kind: "private-key", guessable: false }];
  }
  if (word.startsWith("bearer")) return some(bearer(text, at));
  if (word.startsWith("basic")) return some(basic(text, at));
  const command = commandAt(text, at, word);
  if (command !== null) return [command];
  const announced = afterWord(text, at, at + hit.length);
  return announced.length > 0 ? announced : some(answerTo(text, at, at + hit.length));
}

function some(span: SecretSpan | null): SecretSpan[] {
  return span === null ? [] : [span];
}

function commandAt(text: string, at: number, word: string): SecretSpan | null {
  const rules = COMMANDS.get(word);
  if (rules === undefined) return null;
  if (isLatinLetter(text.charCodeAt(at)) && at > 0 && isLatinLetter(text.charCodeAt(at - 1))) return null;
  for (const { pattern, kind } of rules) {
    const span = group(pattern, text, at, kind);
    if (span !== null) return span;
  }
  return null;
}

function afterWord(text: string, at: number, end: number): SecretSpan[] {
  KEY_TAIL.lastIndex = end;
  const tail = KEY_TAIL.exec(text);
  if (tail === null) return [];
  const keyEnd = end + tail[0].length;
  if (!mayFollowKey(text.charCodeAt(keyEnd))) return [];
  let start = at;
  const first = Math.max(0, at - LONGEST_KEY);
  while (start > first && isWordCode(text.charCodeAt(start - 1))) start -= 1;
  if (text.startsWith(PLACEHOLDER, start - PLACEHOLDER.length)) return [];
  // The letter of an escaped line end, as in `\r\nAuthorization: …`, is no part of the key.
  if (start < at && text.charCodeAt(start - 1) === 92 && /[nrt]/.test(text.charAt(start))) start += 1;
  // A partition in a path, such as `s3://lake/pass=1/`.
  if (start > 0 && text.charCodeAt(start - 1) === 47) return [];
  return secretsAfterKey(text, start, keyEnd);
}

/** Blanks, quotes and separators; anything else is the usual case, decided without looking further. */
function mayFollowKey(code: number): boolean {
  switch (code) {
    case 9:
    case 10:
    case 13:
    case 32:
    case 34:
    case 39:
    case 58:
    case 60:
    case 61:
    case 62:
    case 92:
    case 93:
    case 96:
    case 0xa0:
    case 0x202f:
    case 0x3000:
    case 0xff1a:
      return true;
    default:
      return false;
  }
}

/** What was typed after `Enter passphrase for key '…': `. */
function answerTo(text: string, at: number, end: number): SecretSpan | null {
  PROMPT_FOR.lastIndex = end;
  if (!PROMPT_FOR.test(text)) return null;
  const start = PROMPT_FOR.lastIndex;
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
  const secret = match?.slice(1).find((part) => part !== undefined);
  if (match === null || secret === undefined) return null;
  const start = at + match[0].lastIndexOf(secret);
  return isHidden(secret) ? null : { start, end: start + secret.length, kind, guessable: true };
}

function isHidden(secret: string): boolean {
  return secret.includes(PLACEHOLDER) || isMasked(secret) || /^[$%{<]/.test(secret);
}

/** `https://TOKEN@host`: only what a machine made; a user name may stand there too. */
function urlToken(text: string, at: number): SecretSpan | null {
  const span = group(URL_TOKEN, text, at, "url-token");
  if (span === null) return null;
  const secret = text.slice(span.start, span.end);
  return looksMade(secret, false) ? { ...span, guessable: false } : null;
}

/** `Bearer …`, unless a word of English follows. */
function bearer(text: string, at: number): SecretSpan | null {
  const span = group(BEARER, text, at, "bearer-token");
  return span === null || /^[A-Za-z]?[a-z]*[.-]?$/.test(text.slice(span.start, span.end)) ? null : span;
}

/** `Basic …` is a secret where it decodes to `user:password`; else it is the English word. */
function basic(text: string, at: number): SecretSpan | null {
  const span = group(BASIC, text, at, "basic-auth");
  if (span === null) return null;
  const decoded = Buffer.from(text.slice(span.start, span.end), "base64").toString("latin1");
  return /^[\x20-\x7e]{1,128}:[\x20-\x7e]*$/.test(decoded) ? span : null;
}

const EMAIL_LOCAL = /[A-Za-z0-9._%+-]/;
const EMAIL_DOMAIN = /@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![A-Za-z0-9-])/y;

/** E-mail addresses, in order. */
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
