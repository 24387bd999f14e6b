/** Decodes the bytes of a log; never fails and never changes line numbers. */

import { analyse } from "chardet";
// The runtime's TextDecoder reads Windows-1252 as Latin-1 in some versions.
import { decode } from "iconv-lite";

const UTF16_LE_BOM = [0xff, 0xfe] as const;
const UTF16_BE_BOM = [0xfe, 0xff] as const;
const REPLACEMENT = "\uFFFD";

/**
 * Decodes a log as UTF-8, or as UTF-16 if it has a byte order mark or NULs in every second byte. A single line that is
 * not valid UTF-8 is decoded in the encoding that such lines most likely have (Windows-1251, GB18030, Shift JIS,
 * Windows-1252 …), so that one bad line does not affect the others. The number of `\n` does not change.
 */
export function decodeLog(input: string | Uint8Array): string {
  if (typeof input === "string") return input.charCodeAt(0) === 0xfeff ? input.slice(1) : input;
  const wide = utf16Encoding(input);
  return wide === null ? decodeLines(input) : new TextDecoder(wide).decode(input);
}

/** Decodes complete lines, each as UTF-8 or, if that is invalid, in the most likely older encoding. */
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

/** How much of the lines that are not UTF-8 is enough to tell their encoding. */
const SAMPLE_BYTES = 65_536;
const FALLBACK = "windows-1252";
/** What the detector calls the encodings that occur in logs, and their names. */
const ENCODINGS: Readonly<Record<string, string>> = {
  "ISO-8859-1": FALLBACK, "windows-1252": FALLBACK, "ISO-8859-2": "iso-8859-2", "windows-1250": "windows-1250",
  "ISO-8859-5": "iso-8859-5", "windows-1251": "windows-1251", "KOI8-R": "koi8-r", "ISO-8859-7": "iso-8859-7",
  "windows-1253": "windows-1253", "ISO-8859-9": "windows-1254", "windows-1254": "windows-1254", GB18030: "gb18030",
  Big5: "big5", Shift_JIS: "shift_jis", "EUC-JP": "euc-jp", "ISO-2022-JP": "iso-2022-jp", "EUC-KR": "euc-kr",
}; // prettier-ignore

function decodeByLine(bytes: Uint8Array): string {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const parts: (string | Uint8Array)[] = [];
  let start = 0;
  while (start <= bytes.length) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found;
    const slice = bytes.subarray(start, end);
    try {
      parts.push(strict.decode(slice));
    } catch {
      parts.push(slice);
    }
    start = end + 1;
  }
  const encoding = legacyEncoding(parts);
  return parts
    .map((part) => (typeof part === "string" ? part : decode(Buffer.from(part), encoding)))
    .join("\n");
}

/** The most likely encoding of the undecoded lines. */
function legacyEncoding(parts: readonly (string | Uint8Array)[]): string {
  const sample: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    if (typeof part === "string") continue;
    sample.push(part.subarray(0, SAMPLE_BYTES - size));
    size += part.length;
    if (size >= SAMPLE_BYTES) break;
  }
  const known = analyse(Buffer.concat(sample)).find(({ name }) => name in ENCODINGS);
  return known === undefined ? FALLBACK : (ENCODINGS[known.name] ?? FALLBACK);
}
