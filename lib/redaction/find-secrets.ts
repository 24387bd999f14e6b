/** Finds secrets in a text: by the shape vendors give them, by what announces them, and e-mail addresses. Pure. */
import { looksMade, secretAfterKey, type SecretSpan } from "@/lib/redaction/secret-after-key";
import { privateKeyEnd } from "@/lib/redaction/private-key";
import { VENDOR_RULES, type VendorRule } from "@/lib/redaction/vendor-rules";

const LONGEST_KEY = 80;
const HINTS = new Map<string, VendorRule[]>();
for (const rule of VENDOR_RULES) HINTS.set(rule.hint, [...(HINTS.get(rule.hint) ?? []), rule]);
const VENDOR_HINT = new RegExp(
  [...HINTS.keys()].map((hint) => hint.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|"),
  "g",
);

/** Everything that may announce a secret; cheap, and wrong most of the time. */
const TRIGGER =
  /passw(?:or)?ds?|passphrase|passcode|pass|pwd|secrets?|tokens?|key|auth(?:orization)?|cookie|credentials?|sig(?:nature)?|:\/\/|bearer[ \t]|basic[ \t]|identified by|-----begin|curl\b/gi;
const KEY_TAIL = /[_.-]?(?:values?|strings?|text|id|[0-9]{1,2})?(?![A-Za-z0-9_-])/y;
const URL_PASSWORD = /:\/\/[^\s/:@"'<>[]{0,128}:([^\s"'<>/]{1,256})@(?=[A-Za-z0-9[_$-])/y;
const URL_TOKEN = /:\/\/([A-Za-z0-9_-]{20,255})@(?=[A-Za-z0-9[])/y;
const BEARER = /bearer[ \t]{1,4}([A-Za-z0-9_.~+/=-]{12,4096})/iy;
const BASIC = /basic[ \t]{1,4}([A-Za-z0-9+/]{8,512}={0,2})(?![A-Za-z0-9+/=])/iy;
const IDENTIFIED = /identified by[ \t]{1,4}(?:password[ \t]{1,4})?["']([^"'\n]{3,256})["']/iy;
const CURL_USER = /curl\b[^\n]{0,120}?[ \t](?:-u|--user)[ \t=]{0,3}["']?[^\s:"']{1,40}:([^\s"']{3,256})/iy;
const EMAIL_LOCAL = /[A-Za-z0-9._%+-]/;
const EMAIL_DOMAIN = /@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}(?![A-Za-z0-9-])/y;
/** How every placeholder begins. */
export const PLACEHOLDER = "[redacted:";

/** Secrets of a shape of their own, in order. */
export function vendorSpans(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  VENDOR_HINT.lastIndex = 0;
  for (let hit = VENDOR_HINT.exec(text); hit !== null; hit = VENDOR_HINT.exec(text)) {
    const span = vendorSpan(text, hit.index, hit[0]);
    if (span === null) {
      VENDOR_HINT.lastIndex = hit.index + 1;
    } else {
      spans.push(span);
      VENDOR_HINT.lastIndex = span.end;
    }
  }
  return spans;
}

function vendorSpan(text: string, at: number, hint: string): SecretSpan | null {
  for (const rule of HINTS.get(hint) ?? []) {
    let start = at;
    const first = Math.max(0, at - (rule.back ?? 0));
    while (start > first && isWordCode(text.charCodeAt(start - 1))) start -= 1;
    if (isWordStart(hint) && start > 0 && isAlphanumeric(text.charCodeAt(start - 1))) continue;
    rule.pattern.lastIndex = start;
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const end = start + match[0].length;
    return {
      start: match[1] === undefined ? start : end - match[1].length,
      end,
      kind: rule.kind,
      guessable: false,
    };
  }
  return null;
}

function isWordStart(hint: string): boolean {
  return hint.charCodeAt(0) !== 47;
}

/** Secrets after a key, in a URL, in a header or a command, and private keys, in order. */
export function announcedSpans(text: string): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let done = 0;
  TRIGGER.lastIndex = 0;
  for (let hit = TRIGGER.exec(text); hit !== null; hit = TRIGGER.exec(text)) {
    if (hit.index < done) continue;
    const resume = TRIGGER.lastIndex;
    const span = announcedSpan(text, hit.index, hit[0]);
    TRIGGER.lastIndex = resume;
    if (span === null || text.startsWith(PLACEHOLDER, span.start)) continue;
    if (isInPlaceholder(text, span.start) || isInPlaceholder(text, span.end)) continue;
    spans.push(span);
    done = span.end;
    TRIGGER.lastIndex = Math.max(done, resume);
  }
  return spans;
}

const LONGEST_PLACEHOLDER = 64;

/** True where the index lies within a placeholder, so that none is ever cut. */
function isInPlaceholder(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_PLACEHOLDER), at);
  const open = before.lastIndexOf(PLACEHOLDER);
  return open !== -1 && !before.includes("]", open);
}

function announcedSpan(text: string, at: number, word: string): SecretSpan | null {
  switch (word.charCodeAt(0)) {
    case 58:
      return group(URL_PASSWORD, text, at, "url-password") ?? urlToken(text, at);
    case 45: {
      const end = privateKeyEnd(text, at);
      return end === null ? null : { start: at, end, kind: "private-key", guessable: false };
    }
    case 66:
    case 98:
      return /^bearer/i.test(word) ? group(BEARER, text, at, "bearer-token") : basic(text, at);
    case 73:
    case 105:
      return group(IDENTIFIED, text, at, "password");
    default:
      if (/^curl$/i.test(word)) return group(CURL_USER, text, at, "password");
      return afterWord(text, at, at + word.length);
  }
}

function afterWord(text: string, at: number, end: number): SecretSpan | null {
  KEY_TAIL.lastIndex = end;
  const tail = KEY_TAIL.exec(text);
  if (tail === null) return null;
  const keyEnd = end + tail[0].length;
  const after = text.charCodeAt(keyEnd);
  // Nothing that can separate a key from its value: the usual case, decided without looking further.
  if (
    !(
      after === 61 ||
      after === 58 ||
      after === 32 ||
      after === 34 ||
      after === 39 ||
      after === 92 ||
      after === 9 ||
      after === 93 ||
      after === 96
    )
  )
    return null;
  let start = at;
  const first = Math.max(0, at - LONGEST_KEY);
  while (start > first && isWordCode(text.charCodeAt(start - 1))) start -= 1;
  if (text.startsWith(PLACEHOLDER, start - PLACEHOLDER.length)) return null;
  // A partition in a path, such as `s3://lake/pass=1/`.
  if (start > 0 && text.charCodeAt(start - 1) === 47) return null;
  return secretAfterKey(text, start, keyEnd);
}

function group(pattern: RegExp, text: string, at: number, kind: string): SecretSpan | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const secret = match?.[1];
  if (match === null || secret === undefined) return null;
  const start = at + match[0].lastIndexOf(secret);
  return isHidden(secret) ? null : { start, end: start + secret.length, kind, guessable: true };
}

function isHidden(secret: string): boolean {
  return secret.includes(PLACEHOLDER) || /^(?:\*{3,}|[x•]{3,}|<[^>]*>|\$|\{|%)/i.test(secret);
}

/** `https://TOKEN@host`: only what a machine made; a user name may stand there too. */
function urlToken(text: string, at: number): SecretSpan | null {
  const span = group(URL_TOKEN, text, at, "url-token");
  if (span === null) return null;
  const secret = text.slice(span.start, span.end);
  return looksMade(secret, false) ? { ...span, guessable: false } : null;
}

/** `Basic …` is a secret where it decodes to `user:password`; else it is the English word. */
function basic(text: string, at: number): SecretSpan | null {
  const span = group(BASIC, text, at, "basic-auth");
  if (span === null) return null;
  const decoded = Buffer.from(text.slice(span.start, span.end), "base64").toString("latin1");
  return /^[\x20-\x7e]{1,128}:[\x20-\x7e]*$/.test(decoded) ? span : null;
}

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

function isWordCode(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46 || code === 126;
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
