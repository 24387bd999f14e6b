/** Decodes the bytes of a log; never fails and never changes line numbers. */

const UTF16_LE_BOM = [0xff, 0xfe] as const;
const UTF16_BE_BOM = [0xfe, 0xff] as const;
const REPLACEMENT = "\uFFFD";

/**
 * Decodes a log as UTF-8, or as UTF-16 if it has a byte order mark or NULs in every second byte. A single line that is
 * not valid UTF-8 is decoded as Windows-1252, so that one bad line does not affect the others. The number of `\n` does
 * not change.
 */
export function decodeLog(input: string | Uint8Array): string {
  if (typeof input === "string") return input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const wide = utf16Encoding(input);
  return wide === null ? decodeLines(input) : new TextDecoder(wide).decode(input);
}

/** Decodes complete lines, each as UTF-8 or, if that is invalid, as Windows-1252. */
export function decodeLines(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  return text.includes(REPLACEMENT) ? decodeByLine(bytes) : text;
}

/** Number of bytes needed to detect UTF-16. */
export const ENCODING_SAMPLE_BYTES = 512;

/** The UTF-16 variant of a log, judged by its first `ENCODING_SAMPLE_BYTES`; null if it is not UTF-16. */
export function utf16Encoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === UTF16_LE_BOM[0] && bytes[1] === UTF16_LE_BOM[1]) return "utf-16le";
  if (bytes[0] === UTF16_BE_BOM[0] && bytes[1] === UTF16_BE_BOM[1]) return "utf-16be";
  const length = Math.min(bytes.length, ENCODING_SAMPLE_BYTES) & ~1;
  if (length < 16) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const half = length / 2;
  if (odd > half * 0.8 && even < half * 0.2) return "utf-16le";
  return even > half * 0.8 && odd < half * 0.2 ? "utf-16be" : null;
}

function decodeByLine(bytes: Uint8Array): string {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const legacy = new TextDecoder("windows-1252");
  const parts: string[] = [];
  let start = 0;
  while (start <= bytes.length) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const slice = bytes.subarray(start, end);
    try {
      parts.push(strict.decode(slice));
    } catch {
      parts.push(legacy.decode(slice));
    }
    start = end + 1;
  }
  return parts.join("\n");
}
