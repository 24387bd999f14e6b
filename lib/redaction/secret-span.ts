/** A secret found in a text: `[start, end)` in UTF-16 code units. */
export interface SecretSpan {
  start: number;
  end: number;
  kind: string;
  /** True if people may have chosen it, so that it could be guessed: hashed only with the installation's key. */
  guessable: boolean;
}

/** The start of every placeholder. */
export const PLACEHOLDER = "[redacted:";

const MAX_PLACEHOLDER_LENGTH = 64;

/** False for a span that is already a placeholder, the start of a clipped one, or would cut one. */
export function isUncut(text: string, { start, end }: SecretSpan): boolean {
  if (text.startsWith(PLACEHOLDER, start) || isClippedPlaceholder(text, start, end)) return false;
  return !isInPlaceholder(text, start) && !isInPlaceholder(text, end);
}

/** Titles and messages are clipped after redaction, with or without an ellipsis. */
function isClippedPlaceholder(text: string, start: number, end: number): boolean {
  if (end - start > PLACEHOLDER.length + 3) return false;
  return PLACEHOLDER.startsWith(text.slice(start, end).replace(/(?:…|\.{3})$/, ""));
}

function isInPlaceholder(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - MAX_PLACEHOLDER_LENGTH), at);
  const open = before.lastIndexOf(PLACEHOLDER);
  return open !== -1 && !before.includes("]", open);
}

/**
 * Merges two ordered lists without overlaps. Overlapping spans take the kind of the span that covers both; equal spans
 * take the kind from `named`, which is more specific.
 */
export function unionSpans(named: readonly SecretSpan[], others: readonly SecretSpan[]): SecretSpan[] {
  if (others.length === 0) return [...named];
  const all = [...named, ...others].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: SecretSpan[] = [];
  for (const span of all) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push({ ...span });
    else if (span.end > last.end) last.end = span.end;
  }
  return merged;
}
