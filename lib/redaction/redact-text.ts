/** Replaces the secrets of one text, in linear time. */
import { base64Spans } from "@/lib/redaction/base64-secrets";
import { announcedSpans, emailSpans } from "@/lib/redaction/find-secrets";
import { vendorSpans } from "@/lib/redaction/find-vendor-secrets";
import { placeholderOf, type RedactionRun } from "@/lib/redaction/placeholders";
import { unionSpans, type SecretSpan } from "@/lib/redaction/secret-span";
import { looksMade } from "@/lib/redaction/secret-value";
import { decodeOnce, toSource, withoutInvisible, type TextView } from "@/lib/redaction/text-view";

/** A replaced secret may lay bare where another begins: as often as that, then it is left. */
const MOST_PASSES = 6;
/** Encodings within each other that are undone. */
const MOST_DECODINGS = 3;
const SHORTEST_TEXT = 6;
const SHORTEST_ECHO = 12;

/** The text with its secrets replaced, as often as it takes for a second time to find nothing. */
export function redactText(text: string, run: RedactionRun): string {
  if (text.length < SHORTEST_TEXT) return text;
  let result = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const before = result;
    result = redactOnce(result, run);
    if (result === before) break;
  }
  return run.emails ? replaceSpans(result, emailSpans(result), run) : result;
}

function redactOnce(text: string, run: RedactionRun): string {
  const shown = withoutInvisible(text);
  run.meter.scanned += text.length;
  let result = replaceSpans(text, toSource(shown, spansOf(shown.text, run)), run);
  result = redactDecoded(result, result === text ? shown : withoutInvisible(result), run);
  result = replaceSpans(
    result,
    base64Spans(result, run.meter, (decoded) => isLogin(decoded) || spansOf(decoded, run).length > 0),
    run,
  );
  return replaceEchoes(result, run);
}

/** `user:password`, the password with letters and digits. */
function isLogin(decoded: string): boolean {
  const password = /^[A-Za-z][\w.@-]{1,40}:([^\s:]{6,64})$/.exec(decoded)?.[1] ?? "";
  return /\d/.test(password) && /[A-Za-z]/.test(password) && !/^[0-9a-f]+$/.test(password);
}

/** Secrets that are only seen once percent-encoding, escapes or entities are undone. */
function redactDecoded(text: string, shown: TextView, run: RedactionRun): string {
  let view = shown;
  for (let level = 0; level < MOST_DECODINGS; level += 1) {
    run.meter.scanned += view.text.length;
    const decoded = decodeOnce(view);
    if (decoded === view) return text;
    const spans = toSource(decoded, spansOf(decoded.text, run));
    if (spans.length > 0) return replaceSpans(text, spans, run);
    view = decoded;
  }
  return text;
}

function spansOf(text: string, run: RedactionRun): SecretSpan[] {
  return unionSpans(vendorSpans(text, run.meter), announcedSpans(text, run.meter));
}

/** The text with each span replaced by its placeholder; the number of lines stays. */
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
  const isTold = span.kind !== "email" && secret.length >= SHORTEST_ECHO && /\d/.test(secret);
  if (isTold && looksMade(secret, false)) run.echoes.add(secret, placeholder);
  return placeholder;
}

/** The text with the secrets found so far replaced wherever they stand. */
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
