/**
 * Classes of SQLSTATE in which a statement fails because of its values: cardinality, data exceptions, constraints,
 * limits. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const DATA_CLASSES = new Set(["21", "22", "23", "54"]);

/**
 * Whether a write failed because of its data, in the database or in our own code. Anything else (no connection, no space, a
 * timeout, a deadlock) would fail for any data.
 */
export function isDataError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return true;
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && DATA_CLASSES.has(code.slice(0, 2));
}
