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
    if (outer.isWrapper) break;
    const isPython = outer.language === "python" && root.language === "python";
    if (isPython ? !repeats(root, outer) && !translates(inner, outer) : !saysMore(root, outer)) break;
    top = outer;
    inner = outer;
  }
  return top;
}

function firstLineOf({ message }: LogException): string {
  return (message.split("\n", 1)[0] ?? "").trim();
}

function repeats(inner: LogException, outer: LogException): boolean {
  const head = firstLineOf(inner);
  return head.length >= 4 && outer.message.includes(head.slice(0, 120));
}

/** How much longer a message must be that contains another and says more. */
const MUCH_LONGER = 80;

/** Whether the outer message contains the inner one's and much more, as those of storage and cloud clients do. */
function saysMore(inner: LogException, outer: LogException): boolean {
  return containsAndMore(firstLineOf(outer), inner);
}

function containsAndMore(text: string, inner: LogException): boolean {
  const head = firstLineOf(inner);
  return head.length >= 12 && text.length >= head.length + MUCH_LONGER && text.includes(head);
}

/** The line of a wrapper's message, such as Py4J's, that repeats the root exception and says more; null if there is none. */
export function wrappedStatement(
  wrapper: LogException,
  root: LogException,
): { line: number; text: string } | null {
  const lines = wrapper.isWrapper ? wrapper.message.split("\n").slice(0, DETAIL_LINES) : [];
  const at = lines.findIndex((text, index) => index > 0 && containsAndMore(text.trim(), root));
  return at === -1 ? null : { line: wrapper.messageLine + at, text: (lines[at] ?? "").trim() };
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

/** A code that says nothing by itself: `(403)`, `1023`. */
const CODE = /^\(?-?\d{1,6}\)?[:.]?$/;
/** The start of an object, or a kind of error: `403 POST https://…: {`, `Spectrum Scan Error`. */
const HEADING = /[{[]$|^\w{1,30}(?: \w{1,20}){0,3} error$/i;
/** The part of a longer message that says what is wrong. */
const STATES =
  /^(?:HTTP response body: .{0,400}"message"|DETAIL: {1,4}\S|(?:context|detail): {1,12}\S|"(?:message|error_?message|error_description|detail)" ?: ?"\S)/;
const DETAIL_LINES = 12;

/** Whether an exception's message is a code and nothing else, such as `(403)`. */
export function isBareCode(exception: LogException): boolean {
  return CODE.test(firstLineOf(exception));
}

/**
 * The line that carries the actual error when the message's first line only announces it (`SQL compilation error:`) or
 * gives a code (`(403)`, followed by the body of the response).
 */
export function detailLine(exception: LogException): { line: number; text: string } | null {
  const lines = exception.message.split("\n");
  const first = firstLineOf(exception);
  if (exception.endLine <= exception.messageLine) return null;
  const announces = ANNOUNCES.test(first);
  if (!announces && !CODE.test(first) && !HEADING.test(first)) return null;
  const below = lines.slice(1, 1 + DETAIL_LINES).map((text, at) => ({
    text: text.trim(),
    line: exception.messageLine + at + 1,
  }));
  const inside = below.filter(({ text, line }) => text !== "" && line <= exception.endLine);
  const stated = inside.find(({ text }) => STATES.test(text));
  return stated ?? (announces ? (inside.find(({ line }) => line < exception.messageLine + 4) ?? null) : null);
}
