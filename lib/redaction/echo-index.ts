/** Finds repetitions of known secrets where nothing announces them, in one pass over the text. */
import type { Meter } from "@/lib/redaction/meter";

/** Length of the window of a secret that is searched for. */
const WINDOW = 12;
/** Secrets are compared by this many characters; the match extends as far as the rest is equal. */
const MAX_COMPARED_LENGTH = 512;
/** Maximum number of secrets that share a window, which is rare and does not happen with random secrets. */
const MAX_SIMILAR = 8;
const FILTER_BITS = 16;
const BASE = 0x01000193;
const BASE_OUT = power(BASE, WINDOW - 1);

interface Known {
  secret: string;
  placeholder: string;
  /** Offset of the window in the secret. */
  offset: number;
}

/** A repetition of a known secret. */
export interface Echo {
  start: number;
  end: number;
  placeholder: string;
}

/**
 * Known secrets by the hash of a window of twelve characters (Rabin-Karp). The window is the end of the secret if that
 * is not taken, because tokens of one issuer often begin alike; else its beginning or its middle.
 */
export class EchoIndex {
  private readonly byHash = new Map<number, Known[]>();
  /** Created with the first secret, because most texts contain none. */
  private filter: Uint8Array | null = null;
  private readonly known = new Set<string>();

  get size(): number {
    return this.known.size;
  }

  add(secret: string, placeholder: string): void {
    if (secret.length < WINDOW || this.known.has(secret)) return;
    this.known.add(secret);
    const compared = Math.min(secret.length, MAX_COMPARED_LENGTH);
    for (const offset of [compared - WINDOW, 0, (compared - WINDOW) >> 1]) {
      const hash = hashOf(secret, offset);
      const alike = this.byHash.get(hash) ?? [];
      if (alike.length >= MAX_SIMILAR) continue;
      this.byHash.set(hash, [...alike, { secret, placeholder, offset }]);
      this.filter ??= new Uint8Array(1 << FILTER_BITS);
      this.filter[slotOf(hash)] = 1;
      return;
    }
  }

  /** The known secrets in the text, in order and without overlaps; the longest wins. */
  find(text: string, meter: Meter): Echo[] {
    const echoes: Echo[] = [];
    const { filter } = this;
    if (filter === null || text.length < WINDOW) return echoes;
    meter.scanned += text.length;
    let done = 0;
    let hash = hashOf(text, 0);
    for (let at = 0; ; at += 1) {
      if (filter[slotOf(hash)] === 1) {
        const echo = this.echoAt(text, at, hash, done, meter);
        if (echo !== null) {
          echoes.push(echo);
          done = echo.end;
        }
      }
      if (at + WINDOW >= text.length) return echoes;
      const without = hash - Math.imul(text.charCodeAt(at), BASE_OUT);
      hash = (Math.imul(without, BASE) + text.charCodeAt(at + WINDOW)) | 0;
    }
  }

  private echoAt(text: string, at: number, hash: number, done: number, meter: Meter): Echo | null {
    let best: Echo | null = null;
    for (const { secret, placeholder, offset } of this.byHash.get(hash) ?? []) {
      const start = at - offset;
      if (start < done) continue;
      const first = secret.length > MAX_COMPARED_LENGTH ? secret.slice(0, MAX_COMPARED_LENGTH) : secret;
      meter.compared += first.length;
      if (!text.startsWith(first, start)) continue;
      let length = first.length;
      while (length < secret.length && text.charCodeAt(start + length) === secret.charCodeAt(length))
        length += 1;
      meter.compared += length - first.length;
      if (best === null || length > best.end - best.start) best = { start, end: start + length, placeholder };
    }
    return best;
  }
}

function hashOf(text: string, from: number): number {
  let hash = 0;
  for (let at = from; at < from + WINDOW; at += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let step = 0; step < exponent; step += 1) result = Math.imul(result, base);
  return result;
}

function slotOf(hash: number): number {
  return Math.imul(hash, 0x9e37_79b1) >>> (32 - FILTER_BITS);
}
