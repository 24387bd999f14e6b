/**
 * Whether two names differ as a typing error makes them differ: one letter added, left out or exchanged, two neighbors
 * swapped, or the same words in another order. Pure.
 */
export function isTypingError(a: string, b: string): boolean {
  const wordsOf = (name: string) => name.split("_").toSorted().join("_");
  if (wordsOf(a) === wordsOf(b)) return true;
  // A different number means another thing: DB_HOST_1 and DB_HOST_2.
  if (a.replaceAll(/\D/g, "") !== b.replaceAll(/\D/g, "")) return false;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const isSwap = left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
  return isSwap || (left.length <= 1 && right.length <= 1 && !left.includes("_") && !right.includes("_"));
}
