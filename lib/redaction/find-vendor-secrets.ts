/** Finds secrets by their vendor-specific format. Pure. */
import { isAlphanumeric, isWordCode } from "@/lib/redaction/characters";
import type { Meter } from "@/lib/redaction/meter";
import { isUncut, unionSpans, type SecretSpan } from "@/lib/redaction/secret-span";
import { WordScanner } from "@/lib/redaction/word-scanner";
import { VENDOR_RULES, type VendorRule } from "@/lib/redaction/vendor-rules";

const HINTS = new Map<string, VendorRule[]>();
for (const rule of VENDOR_RULES) HINTS.set(rule.hint, [...(HINTS.get(rule.hint) ?? []), rule]);
const VENDOR_HINT = new RegExp(
  [...HINTS.keys()].map((hint) => hint.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|"),
  "y",
);
const BEGINNINGS = new WordScanner(HINTS.keys());
/** The secret key next to an access key id, as in a credentials file. */
const AWS_SECRET_BESIDE = /["']?[ \t]{0,2}[,:;|\t ][ \t]{0,2}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/y;

/** Secrets in a vendor format, in order. */
export function vendorSpans(text: string, meter: Meter): SecretSpan[] {
  const spans: SecretSpan[] = [];
  const dotted = new DottedWords(text);
  meter.scanned += text.length;
  for (let at = BEGINNINGS.next(text, 0); at !== -1; at = BEGINNINGS.next(text, at)) {
    VENDOR_HINT.lastIndex = at;
    const hint = VENDOR_HINT.exec(text)?.[0];
    const span = hint === undefined ? null : vendorSpan(text, at, hint, dotted);
    meter.tried += hint === undefined ? 0 : 1;
    at = Math.max(at + 1, span?.end ?? 0);
    if (span === null || span.start < (spans.at(-1)?.end ?? 0) || !isUncut(text, span)) continue;
    spans.push(span);
    const beside = span.kind === "aws-access-key" ? awsSecretAt(text, span.end) : null;
    if (beside === null) continue;
    spans.push(beside);
    at = beside.end;
  }
  return unionSpans(spans, awsSecretsNear(text, spans));
}

/** How far from an access key id its secret key is looked for, as in `id = "AKIA…"; s = "…"`. */
const NEAR = 160;
const MAX_KEY_IDS = 200;
const AWS_SECRET = /(?<![A-Za-z0-9/+=_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g;

/** Random words of 40 characters near access key ids. A path or a hash has no mix of both cases and digits as a random word has. */
function awsSecretsNear(text: string, spans: readonly SecretSpan[]): SecretSpan[] {
  const ids = spans.filter(({ kind }) => kind === "aws-access-key").slice(0, MAX_KEY_IDS);
  const found = new Map<number, SecretSpan>();
  for (const id of ids) {
    const from = Math.max(0, id.start - NEAR);
    for (const { 0: word, index } of text.slice(from, id.end + NEAR).matchAll(AWS_SECRET)) {
      const start = from + index;
      const span = { start, end: start + word.length, kind: "aws-secret-key", guessable: false };
      if (isRandomWord(word) && isUncut(text, span)) found.set(start, span);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Both cases and digits, and hardly a character twice: 40 random ones of 64 have about 30 different ones. */
function isRandomWord(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9]/.test(word) && new Set(word).size >= 20;
}

const MAX_TRIES = 4;

/** Checks whether the word around a position ends with a dot; scans each word once. */
class DottedWords {
  private end = 0;
  private tries = 0;

  constructor(private readonly text: string) {}

  /** Also false after several checks in the same word, which bounds the work. */
  isDotted(at: number): boolean {
    if (at >= this.end) {
      this.tries = 0;
      for (this.end = at; isTokenCode(this.text.charCodeAt(this.end)); this.end += 1);
    }
    this.tries += 1;
    return this.tries <= MAX_TRIES && this.text.charCodeAt(this.end) === 46;
  }
}

function isTokenCode(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45;
}

function vendorSpan(text: string, at: number, hint: string, dotted: DottedWords): SecretSpan | null {
  const rules = HINTS.get(hint) ?? [];
  if (rules[0]?.isDotted === true && !dotted.isDotted(at)) return null;
  for (const rule of rules) {
    let start = at;
    const first = Math.max(0, at - (rule.back ?? 0));
    while (start > first && mayStandBefore(rule, text, start - 1)) start -= 1;
    const isCutWord =
      start > 0 && isAlphanumeric(text.charCodeAt(start)) && isAlphanumeric(text.charCodeAt(start - 1));
    if (isCutWord && rule.isInWord !== true && rule.mayFollowWord !== true) continue;
    rule.pattern.lastIndex = start;
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    if (isCutWord && rule.isInWord !== true && !looksRandom(match[0].slice(hint.length))) continue;
    const end = start + match[0].length;
    const secretStart = match[1] === undefined ? start : end - match[1].length;
    return { start: secretStart, end, kind: rule.kind, guessable: rule.isGuessable === true };
  }
  return null;
}

/** Digits among capitals, or only hex digits: no name is written like this. */
function looksRandom(text: string): boolean {
  return /[0-9]/.test(text) && (/[A-Z]/.test(text) || /^[0-9a-f-]{32,}$/.test(text));
}

function mayStandBefore(rule: VendorRule, text: string, at: number): boolean {
  return rule.before === undefined ? isWordCode(text.charCodeAt(at)) : rule.before.test(text.charAt(at));
}

function awsSecretAt(text: string, at: number): SecretSpan | null {
  AWS_SECRET_BESIDE.lastIndex = at;
  const match = AWS_SECRET_BESIDE.exec(text);
  if (match?.[1] === undefined || !/[a-z]/.test(match[1])) return null;
  const end = AWS_SECRET_BESIDE.lastIndex;
  return { start: end - match[1].length, end, kind: "aws-secret-key", guessable: false };
}
