/** Takes secrets out of text before it is stored, shown to a model or sent. */
import { createHmac } from "node:crypto";

import { announcedSpans, emailSpans, PLACEHOLDER, vendorSpans } from "@/lib/redaction/find-secrets";
import { looksMade, secretInValue, secretKeyKind, type SecretSpan } from "@/lib/redaction/secret-after-key";

export interface RedactOptions {
  /** Also replaces e-mail addresses. Off unless asked for. */
  emails?: boolean;
  /** Key of the hashes in placeholders; see `setRedactionKey`. */
  key?: string;
}

export interface Redaction {
  text: string;
  /** How many of which kind, by kind. */
  found: { kind: string; count: number }[];
}

interface Job {
  key: string | null;
  counts: Map<string, number>;
  /** Secrets found by what announces them, to be found again where nothing does. */
  seen: Map<string, string>;
}

const PUBLIC_KEY = "pipeline-debugger/redaction";
const HASH_LENGTH = 4;
const MOST_PASSES = 4;
/** On the process, not on the module: a bundler may hold several copies of this module. */
const KEY = Symbol.for("pipeline-debugger.redaction-key");
const held = globalThis as { [KEY]?: string | null };

/**
 * Sets the key of the hashes in placeholders for this process, so that equal secrets keep equal placeholders
 * across restarts of one installation and nobody without the key can test guesses. Until it is set, secrets
 * that people choose (passwords) carry no hash at all, since a public key would let short ones be guessed;
 * random tokens, which cannot be guessed, carry one.
 */
export function setRedactionKey(key: string | null): void {
  held[KEY] = key;
}

/**
 * Replaces secrets by placeholders such as `[redacted:aws-access-key:3f2a]`. Equal secrets get equal
 * placeholders, the number of lines stays, text that is already masked is left alone, and redacting twice
 * changes nothing. Time is linear in the length of the text.
 */
export function redact(text: string, options: RedactOptions = {}): Redaction {
  const job: Job = { key: options.key ?? held[KEY] ?? null, counts: new Map(), seen: new Map() };
  const result = redactWith(text, job, options.emails === true);
  const found = [...job.counts].map(([kind, count]) => ({ kind, count }));
  return { text: result, found: found.sort((a, b) => (a.kind < b.kind ? -1 : 1)) };
}

/**
 * The same for a JSON value: every string as `redact` would, and whole values whose key names a secret
 * (`password`, `apiToken`, `Authorization`), also in lists of `{ name, value }`. Returns a new value.
 */
export function redactJson<T>(value: T, options: RedactOptions = {}): T {
  const job: Job = { key: options.key ?? held[KEY] ?? null, counts: new Map(), seen: new Map() };
  return walk(value, job, options.emails === true) as T;
}

function redactWith(text: string, job: Job, emails: boolean): string {
  if (text.length < 6) return text;
  let result = text;
  // A replaced secret may lay bare where another begins: until nothing is found, so that twice is as once.
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const before = result;
    result = apply(result, vendorSpans(result), job);
    result = apply(result, announcedSpans(result), job);
    for (const [secret, placeholder] of job.seen) {
      if (result.includes(secret)) result = result.replaceAll(secret, () => placeholder);
    }
    if (result === before) break;
  }
  return emails ? apply(result, emailSpans(result), job) : result;
}

function apply(text: string, spans: SecretSpan[], job: Job): string {
  if (spans.length === 0) return text;
  let result = "";
  let done = 0;
  for (const span of spans) {
    const secret = text.slice(span.start, span.end);
    result += text.slice(done, span.start) + replacement(secret, span, job);
    done = span.end;
  }
  return result + text.slice(done);
}

function replacement(secret: string, span: SecretSpan, job: Job): string {
  const placeholder = placeholderOf(secret, span.kind, span.guessable, job);
  const lines = secret.split("\n").length - 1;
  if (lines > 0) return placeholder + "\n".repeat(lines);
  if (span.kind !== "email" && secret.length >= 12 && /\d/.test(secret) && looksMade(secret, false)) {
    job.seen.set(secret, placeholder);
  }
  return placeholder;
}

function placeholderOf(secret: string, kind: string, guessable: boolean, job: Job): string {
  job.counts.set(kind, (job.counts.get(kind) ?? 0) + 1);
  if (guessable && job.key === null) return `${PLACEHOLDER}${kind}]`;
  const hash = createHmac("sha256", job.key ?? PUBLIC_KEY)
    .update(secret)
    .digest("hex");
  return `${PLACEHOLDER}${kind}:${hash.slice(0, HASH_LENGTH)}]`;
}

function walk(value: unknown, job: Job, emails: boolean): unknown {
  if (typeof value === "string") return redactWith(value, job, emails);
  if (Array.isArray(value)) return value.map((item) => walk(item, job, emails));
  if (typeof value !== "object" || value === null) return value;
  const named = nameOfPair(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      walkEntry(key.toLowerCase() === "value" && named !== null ? named : key, item, job, emails),
    ]),
  );
}

/** The name in `{ "name": "DB_PASSWORD", "value": "…" }`. */
function nameOfPair(value: object): string | null {
  if (!("value" in value)) return null;
  const name = "name" in value ? value.name : "key" in value ? value.key : null;
  return typeof name === "string" ? name : null;
}

function walkEntry(key: string, item: unknown, job: Job, emails: boolean): unknown {
  const announced = typeof item === "object" && !Array.isArray(item) ? null : secretKeyKind(key);
  if (announced === null) return walk(item, job, emails);
  if (Array.isArray(item)) return item.map((member) => walkEntry(key, member, job, emails));
  if (typeof item === "number" && announced.kind === "password") {
    return placeholderOf(String(item), announced.kind, true, job);
  }
  if (typeof item !== "string") return item;
  const span = item.includes(PLACEHOLDER) ? null : secretInValue(item, announced);
  if (span === null) return walk(item, job, emails);
  // A vendor's shape says more than the key, and keeps the placeholder equal to that of the bare secret.
  const byShape = apply(item, vendorSpans(item), job);
  return byShape === item ? apply(item, [span], job) : byShape;
}
