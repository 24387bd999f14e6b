/** A secret found in a text: `[start, end)` in UTF-16 units. */
export interface SecretSpan {
  start: number;
  end: number;
  kind: string;
  /** Chosen by people, so that guessing is possible: hashed only with a key of the installation. */
  guessable: boolean;
}

/** How every placeholder begins. */
export const PLACEHOLDER = "[redacted:";

const LONGEST_PLACEHOLDER = 64;

/** False for what is a placeholder already or would cut one. */
export function isUncut(text: string, { start, end }: SecretSpan): boolean {
  if (text.startsWith(PLACEHOLDER, start)) return false;
  return !isInPlaceholder(text, start) && !isInPlaceholder(text, end);
}

function isInPlaceholder(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_PLACEHOLDER), at);
  const open = before.lastIndexOf(PLACEHOLDER);
  return open !== -1 && !before.includes("]", open);
}

/**
 * Two ordered lists as one without overlaps. Where spans overlap, the kind is that of the span that covers both;
 * of two equal ones that of `named`, whose kind says more.
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
