/** Replaces the secrets in a text, in linear time. */
import { base64Spans } from "@/lib/redaction/base64-secrets";
import { announcedSpans, emailSpans } from "@/lib/redaction/find-secrets";
import { vendorSpans } from "@/lib/redaction/find-vendor-secrets";
import { placeholderOf, type RedactionRun } from "@/lib/redaction/placeholders";
import { unionSpans, type SecretSpan } from "@/lib/redaction/secret-span";
import { looksGenerated } from "@/lib/redaction/secret-value";
import { decodeOnce, toSourceSpans, stripInvisible, type TextView } from "@/lib/redaction/text-view";

/** Maximum number of passes; replacing a secret may expose another. */
const MAX_PASSES = 6;
/** Maximum number of nested encodings. */
const MAX_DECODINGS = 3;
const MIN_TEXT_LENGTH = 6;
const MIN_ECHO_LENGTH = 12;

const MAX_HARMLESS_LENGTH = 80;
const MAX_HARMLESS = 20_000;
/** Short texts without secrets: keys and names that recur in most bodies of a sender. */
const harmless = new Set<string>();

/** Replaces secrets until another pass finds nothing. */
export function redactText(text: string, run: RedactionRun): string {
  if (text.length < MIN_TEXT_LENGTH) return text;
  if (run.emails || text.length > MAX_HARMLESS_LENGTH) return redactRepeatedly(text, run);
  if (harmless.has(text)) return replaceEchoes(text, run);
  const result = redactRepeatedly(text, run);
  if (result === text) {
    if (harmless.size >= MAX_HARMLESS) harmless.clear();
    harmless.add(text);
  }
  return result;
}

function redactRepeatedly(text: string, run: RedactionRun): string {
  let result = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = result;
    result = redactOnce(result, run);
    if (result === before) break;
  }
  return run.emails ? replaceSpans(result, emailSpans(result), run) : result;
}

function redactOnce(text: string, run: RedactionRun): string {
  const shown = stripInvisible(text);
  run.meter.scanned += text.length;
  let result = replaceSpans(text, toSourceSpans(shown, spansOf(shown.text, run)), run);
  result = redactDecoded(result, result === text ? shown : stripInvisible(result), run);
  result = replaceSpans(
    result,
    base64Spans(result, run.meter, (decoded) => isLogin(decoded) || spansOf(decoded, run).length > 0),
    run,
  );
  return replaceEchoes(result, run);
}

/** Whether the text is `user:password` with letters and digits in the password. */
function isLogin(decoded: string): boolean {
  const password = /^[A-Za-z][\w.@-]{1,40}:([^\s:]{6,64})$/.exec(decoded)?.[1] ?? "";
  return /\d/.test(password) && /[A-Za-z]/.test(password) && !/^[0-9a-f]+$/.test(password);
}

/** Replaces secrets that are only visible after decoding percent-encoding, escapes or entities. */
function redactDecoded(text: string, shown: TextView, run: RedactionRun): string {
  let view = shown;
  for (let level = 0; level < MAX_DECODINGS; level += 1) {
    run.meter.scanned += view.text.length;
    const decoded = decodeOnce(view);
    if (decoded === view) return text;
    const spans = toSourceSpans(decoded, spansOf(decoded.text, run));
    if (spans.length > 0) return replaceSpans(text, spans, run);
    view = decoded;
  }
  return text;
}

function spansOf(text: string, run: RedactionRun): SecretSpan[] {
  return unionSpans(vendorSpans(text, run.meter), announcedSpans(text, run.meter));
}

/** Replaces each span by its placeholder, keeping the number of lines. */
export function replaceSpans(text: string, spans: readonly SecretSpan[], run: RedactionRun): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const span of spans) {
    parts.push(text.slice(done, span.start), replacement(text.slice(span.start, span.end), span, run));
    done = span.end;
  }
  parts.push(text.slice(done));
  run.meter.copied += text.length;
  return parts.join("");
}

function replacement(secret: string, span: SecretSpan, run: RedactionRun): string {
  const placeholder = placeholderOf(secret, span.kind, span.guessable, run);
  const lines = secret.split("\n").length - 1;
  if (lines > 0) return placeholder + "\n".repeat(lines);
  const isDistinctive = span.kind !== "email" && secret.length >= MIN_ECHO_LENGTH && /\d/.test(secret);
  if (isDistinctive && looksGenerated(secret, false)) run.echoes.add(secret, placeholder);
  return placeholder;
}

/** Replaces all occurrences of the secrets found so far. */
export function replaceEchoes(text: string, run: RedactionRun): string {
  const echoes = run.echoes.find(text, run.meter);
  if (echoes.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, placeholder } of echoes) {
    parts.push(text.slice(done, start), placeholder);
    done = end;
  }
  parts.push(text.slice(done));
  run.meter.copied += text.length;
  return parts.join("");
}
