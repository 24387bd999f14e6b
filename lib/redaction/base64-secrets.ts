/** Finds secrets inside base64: values of a Kubernetes Secret, an encoded `.env` or key file. Pure. */
import type { Meter } from "@/lib/redaction/meter";
import type { SecretSpan } from "@/lib/redaction/secret-span";

const MIN_LENGTH = 24;
const MAX_LENGTH = 65_536;
const IS_BASE64 = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const PROBE = 24;
const TEXT = /^[\t\n\r\u0020-\u007e]+$/;

/** Base64 runs that decode to text in which `holdsSecret` finds a secret, in order. */
export function base64Spans(
  text: string,
  meter: Meter,
  holdsSecret: (decoded: string) => boolean,
): SecretSpan[] {
  const spans: SecretSpan[] = [];
  meter.scanned += text.length;
  for (let run = nextRun(text, 0); run !== null; run = nextRun(text, run.end)) {
    const encoded = text.slice(run.start, run.end);
    if (!TEXT.test(Buffer.from(encoded.slice(0, PROBE), "base64").toString("latin1"))) continue;
    meter.tried += 1;
    const decoded = Buffer.from(encoded, "base64").toString("latin1");
    if (!TEXT.test(decoded) || !holdsSecret(decoded)) continue;
    spans.push({ ...run, kind: "base64", guessable: true });
  }
  return spans;
}

/** The next base64 run that is long enough; skips ahead by that length where there is none. */
function nextRun(text: string, from: number): { start: number; end: number } | null {
  let start = from;
  while (start + MIN_LENGTH <= text.length) {
    let at = start + MIN_LENGTH - 1;
    while (at >= start && isBase64(text.charCodeAt(at))) at -= 1;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + MIN_LENGTH;
    while (end < text.length && isBase64(text.charCodeAt(end))) end += 1;
    const padded = text.startsWith("==", end) ? end + 2 : text.startsWith("=", end) ? end + 1 : end;
    if (end - start <= MAX_LENGTH) return { start, end: padded };
    start = padded;
  }
  return null;
}

function isBase64(code: number): boolean {
  return code < 128 && IS_BASE64[code] === 1;
}
