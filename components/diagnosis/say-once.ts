/** What an explanation adds to the cause that stands above it; empty where it only repeats it. */
export function beyondCause(rootCause: string, explanation: string): string {
  const cause = rootCause.trim();
  const text = explanation.trim();
  if (!cause || !text.startsWith(cause)) return text;
  const rest = text.slice(cause.length);
  // Only with a full stop behind it is it the cause said again; else a sentence that begins alike.
  return rest === "" || /^[.…]/.test(rest) ? rest.replace(/^[.…]*\s*/, "") : text;
}

/** The links of a chain that say more than the cause above it and that the task failed. */
export function chainBeyond(rootCause: string, chain: readonly string[]): readonly string[] {
  const isOnlyCauseAndEnd = chain.length <= 2 && chain[0]?.trim() === rootCause.trim();
  return isOnlyCauseAndEnd ? [] : chain;
}

/** Each reason once, in the order of the first mention. */
export function distinct(reasons: readonly string[]): string[] {
  return [...new Set(reasons)];
}
