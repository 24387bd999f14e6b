/** `raise …` or `assert …`, on a line of its own or after the head of its block: `if not rows: raise …`. */
const DELIBERATE =
  /^\s*(?:(?:if|elif|else|for|while|with|try|except|finally|case|def|async def)\b.*:\s+)?(?:raise\s+(?<raised>[\w.]+)|(?<asserts>assert)\s)/;

/**
 * The class or variable that a line of Python raises on purpose, or `AssertionError` for an assertion; null for any other
 * line. Pure.
 */
export function raisedOn(source: string): string | null {
  const found = DELIBERATE.exec(source.slice(0, 2_000))?.groups;
  if (found === undefined) return null;
  return found["raised"] ?? (found["asserts"] === undefined ? null : "AssertionError");
}
