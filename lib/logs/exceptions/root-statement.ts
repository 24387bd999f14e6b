/** Finds the line of a chain that states the root error best, which is not always the innermost exception's. */
import type { LogException } from "@/lib/logs/schemas";

/**
 * Exceptions in which a library translates an inner error for its caller: `psycopg2.OperationalError` to
 * `sqlalchemy.exc.OperationalError`, a socket timeout to `requests.exceptions.ReadTimeout`. They carry more detail, and
 * they are what the pipeline code received. At most one per chain, the outermost.
 */
export function findTranslations(exceptions: readonly LogException[]): ReadonlySet<LogException> {
  const chains = new Map<number, LogException[]>();
  for (const exception of exceptions) {
    const chain = chains.get(exception.chainId);
    if (chain === undefined) chains.set(exception.chainId, [exception]);
    else chain.push(exception);
  }
  const found = new Set<LogException>();
  for (const chain of chains.values()) {
    const top = translationOf(chain.toSorted((a, b) => a.chainIndex - b.chainIndex));
    if (top !== null) found.add(top);
  }
  return found;
}

function translationOf(chain: readonly LogException[]): LogException | null {
  const at = chain.findIndex((exception) => exception.isRoot);
  const root = chain[at];
  if (root === undefined || root.isWrapper || chain.length > 50) return null;
  let top: LogException | null = null;
  let inner = root;
  for (const outer of chain.slice(at + 1)) {
    if (inner.link !== "cause" && inner.link !== "context") break;
    if (outer.isWrapper || outer.language !== "python" || root.language !== "python") break;
    if (!repeats(root, outer) && !translates(inner, outer)) break;
    top = outer;
    inner = outer;
  }
  return top;
}

function repeats(inner: LogException, outer: LogException): boolean {
  const head = (inner.message.split("\n", 1)[0] ?? "").trim();
  return head.length >= 4 && outer.message.includes(head.slice(0, 120));
}

/** Both raised outside the pipeline code, and the outer one not of the scheduler's catch-all type. */
function translates(inner: LogException, outer: LogException): boolean {
  return isForeign(inner) && isForeign(outer) && outer.type?.endsWith("AirflowException") !== true;
}

function isForeign(exception: LogException): boolean {
  const frame = exception.frames.at(-1);
  return frame !== undefined && frame.origin !== "user";
}

const ANNOUNCES =
  /^$|\b(?:errors?|exception|following|failed|failure)\W{0,2}:$|compilation error: error line \d+ at position \d+$/i;

/** The line that carries the actual error when the message's first line only announces it (`SQL compilation error:`). */
export function detailLine(exception: LogException): { line: number; text: string } | null {
  const lines = exception.message.split("\n");
  const first = (lines[0] ?? "").trim();
  if (exception.endLine <= exception.messageLine || !ANNOUNCES.test(first)) return null;
  for (let at = 1; at < Math.min(lines.length, 4); at += 1) {
    const text = (lines[at] ?? "").trim();
    const line = exception.messageLine + at;
    if (text !== "" && line <= exception.endLine) return { line, text };
  }
  return null;
}
