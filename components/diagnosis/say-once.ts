/** What an explanation adds to the root cause shown above it; empty if it only repeats it. */
export function beyondCause(rootCause: string, explanation: string): string {
  const cause = rootCause.trim();
  const text = explanation.trim();
  if (!cause || !text.startsWith(cause)) return text;
  const rest = text.slice(cause.length);
  // It repeats the cause only if a full stop follows; otherwise the sentences just start alike.
  return rest === "" || /^[.…]/.test(rest) ? rest.replace(/^[.…]*\s*/, "") : text;
}

/** The causal chain, or none if it holds only the root cause and the failed task. */
export function chainBeyond(rootCause: string, chain: readonly string[]): readonly string[] {
  const isOnlyCauseAndEnd = chain.length <= 2 && chain[0]?.trim() === rootCause.trim();
  return isOnlyCauseAndEnd ? [] : chain;
}

/** Removes duplicate reasons, keeping the first of each. */
export function distinct(reasons: readonly string[]): string[] {
  return [...new Set(reasons)];
}
