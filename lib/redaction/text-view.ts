/** A text as it is displayed (colors removed, escapes decoded), with the source position of each character. */
import type { SecretSpan } from "@/lib/redaction/secret-span";

export interface TextView {
  text: string;
  /** Start and end of each character of `text` in the source; null if both texts are equal. */
  places: { starts: Int32Array; ends: Int32Array } | null;
}

/**
 * Sequences that a terminal or page does not show, and the names `showHidden` writes for them. Matches only the frame of
 * a hyperlink, because its URL may contain a secret.
 */
const INVISIBLE =
  /(?:\u001b|\u009b|\\u001[bB]|\\x1[bB]|\\033|\\e(?=\[)|\^\[(?=\[)|\u241b)(?:\[[0-9;?]{0,32}[@-~]|\][0-9]{0,4};{0,2}|[()#][0-9A-Za-z]|[=>78A-Za-z\\])?|\[(?:[0-9]{1,2}(?:;[0-9]{1,3}){0,5})?m|[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\[U\+[0-9A-F]{4,6}\]|\u034f|[\ufe00-\ufe0f]/g;
/** Overstriking for bold and underline: a character, a backspace, the character again. */
const OVERSTRUCK = /[^\n\u0008]\u0008/g;

/** Encoded characters: percent-encoding, JSON and string escapes, XML entities, full-width characters. */
const ENCODED =
  /(?:%[0-9a-f]{2})+|\\{1,4}u00[2-7][0-9a-f]|\\{1,4}x[2-7][0-9a-f]|&(?:amp|quot|apos|lt|gt|#[0-9]{2,3}|#x[0-9a-f]{2});|[\uff01-\uff5e]/gi;

/** Offset of full-width characters from ASCII. */
const FULL_WIDTH = 0xfee0;
/** Replaces an invalid byte; one byte long, so that positions stay correct. */
const FILLER = "\u007f";
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };

/** The text without invisible characters. */
export function stripInvisible(text: string): TextView {
  const plain: TextView = { text, places: null };
  const struck = text.includes("\b") ? rewrite(plain, OVERSTRUCK, () => "") : plain;
  return rewrite(struck, INVISIBLE, () => "");
}

/** Decodes one level of encoding; returns the same view if nothing is encoded. */
export function decodeOnce(view: TextView): TextView {
  return rewrite(view, ENCODED, decoded);
}

/** Maps spans of a view to spans of its source. */
export function toSourceSpans(view: TextView, spans: readonly SecretSpan[]): SecretSpan[] {
  const { places } = view;
  if (places === null) return [...spans];
  return spans.map((span) => ({
    ...span,
    start: places.starts[span.start] ?? 0,
    end: places.ends[span.end - 1] ?? 0,
  }));
}

/** Replaces each match by its meaning, or keeps it for null, and tracks positions. */
function rewrite(view: TextView, pattern: RegExp, meaning: (match: string) => string | null): TextView {
  pattern.lastIndex = 0;
  let match = pattern.exec(view.text);
  if (match === null) return view;
  const written = new ViewWriter(view);
  for (; match !== null; match = pattern.exec(view.text)) {
    const meant = meaning(match[0]);
    if (meant !== null) written.replace(match.index, match[0], meant);
  }
  return written.finish();
}

/** Builds a view from another view. */
class ViewWriter {
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  private readonly parts: string[] = [];
  private length = 0;
  private done = 0;

  constructor(private readonly view: TextView) {
    this.starts = new Int32Array(view.text.length);
    this.ends = new Int32Array(view.text.length);
  }

  replace(at: number, match: string, meant: string): void {
    this.copyTo(at);
    const widths = match.startsWith("%") ? percentWidths(meant) : null;
    for (let index = 0; index < meant.length; index += 1) {
      const [start, end] = widths?.[index] ?? [0, match.length];
      this.put(at + start, at + end);
    }
    this.parts.push(meant);
    this.done = at + match.length;
  }

  finish(): TextView {
    if (this.done === 0) return this.view;
    this.copyTo(this.view.text.length);
    const { starts, ends, length } = this;
    const places = { starts: starts.subarray(0, length), ends: ends.subarray(0, length) };
    return { text: this.parts.join(""), places };
  }

  private copyTo(end: number): void {
    for (let at = this.done; at < end; at += 1) this.put(at, at + 1);
    this.parts.push(this.view.text.slice(this.done, end));
  }

  private put(start: number, end: number): void {
    const { places } = this.view;
    this.starts[this.length] = places === null ? start : (places.starts[start] ?? 0);
    this.ends[this.length] = places === null ? end : (places.ends[end - 1] ?? 0);
    this.length += 1;
  }
}

/** The source range of each decoded character within a percent-encoded run. */
function percentWidths(text: string): [number, number][] {
  const widths: [number, number][] = [];
  let at = 0;
  for (const char of text) {
    const next = at + 3 * Buffer.byteLength(char);
    for (let unit = 0; unit < char.length; unit += 1) widths.push([at, next]);
    at = next;
  }
  return widths;
}

function decoded(match: string): string | null {
  if (match.startsWith("%")) return percentDecoded(match);
  if (match.startsWith("\\")) return String.fromCharCode(Number.parseInt(match.slice(-2), 16));
  if (match.length === 1) return String.fromCharCode(match.charCodeAt(0) - FULL_WIDTH);
  const name = match.slice(1, -1).toLowerCase();
  if (!name.startsWith("#")) return ENTITIES[name] ?? null;
  const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code >= 32 && code < 127 ? String.fromCharCode(code) : null;
}

function percentDecoded(run: string): string | null {
  try {
    const text = decodeURIComponent(run);
    // Secrets do not contain control characters.
    return /^[\t\n\r\u0020-\u{10ffff}]*$/u.test(text) ? text : null;
  } catch {
    return run.length > 3 ? latinDecoded(run) : null;
  }
}

/** Decodes bytes that are not valid UTF-8 one by one, so that ASCII among them stays visible. */
function latinDecoded(run: string): string {
  return run.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code >= 32 && code < 127 ? String.fromCharCode(code) : FILLER;
  });
}
