/** Joins exceptions into chains and marks the member of each chain that explains the failure. */
import type { LogLine } from "@/lib/logs/records/log-line";
import type { RawException } from "@/lib/logs/exceptions/raw-exception";
import type { LogException, LogRecord, StackFrame } from "@/lib/logs/schemas";
import { isWrapperException } from "@/lib/logs/exceptions/wrapper-exceptions";

/** Converts raw exceptions to `LogException`s, ordered by message line. */
export function chainExceptions(
  raws: readonly RawException[],
  lines: readonly LogLine[],
  records: readonly LogRecord[],
): LogException[] {
  const chains = collectChains(raws);
  const done: LogException[] = [];
  for (const [chainId, chain] of chains.entries()) {
    const root = rootOf(chain);
    for (const [chainIndex, raw] of chain.entries()) {
      done.push(finish(raw, { chainId, chainIndex, isRoot: raw === root, lines, records }));
    }
  }
  return done.sort((a, b) => a.messageLine - b.messageLine || b.chainIndex - a.chainIndex);
}

/** The chains, each innermost first: group members before their group, causes before effects. */
function collectChains(raws: readonly RawException[]): RawException[][] {
  const inner = new Map<RawException, RawException[]>();
  const outermost: RawException[] = [];
  for (const raw of raws) {
    if (raw.outer === null) outermost.push(raw);
    else {
      const siblings = inner.get(raw.outer);
      if (siblings === undefined) inner.set(raw.outer, [raw]);
      else siblings.push(raw);
    }
  }
  return outermost.map((top) => {
    const order = new Set<RawException>();
    const stack = [top];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      order.add(next);
      for (const raw of inner.get(next) ?? []) if (!order.has(raw)) stack.push(raw);
    }
    return [...order].reverse();
  });
}

/**
 * The member that explains the failure. Walks outward from the innermost exception: after a deliberate re-raise the
 * inner exception stays the root; if the `except` block itself failed, the outer one becomes the root.
 */
function rootOf(chain: readonly RawException[]): RawException | undefined {
  const first = chain[0];
  if (first === undefined) return undefined;
  let root = first;
  while (root.outer !== null && root.link !== null) {
    const outer = root.outer;
    if (!replaces(root, outer)) {
      const beyond = nextReplacement(outer);
      if (beyond === null) return root;
      root = beyond;
    } else root = outer;
  }
  return root;
}

/** The nearest outer exception that replaced the one it handled, or null. */
function nextReplacement(from: RawException): RawException | null {
  for (let inner = from; inner.outer !== null; inner = inner.outer) {
    if (replaces(inner, inner.outer)) return inner.outer;
  }
  return null;
}

/** Types that Python raises for programming errors: nobody wraps another failure in them. */
const MISTAKES = new Set([
  "NameError", "UnboundLocalError", "AttributeError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError",
  "ImportError", "ModuleNotFoundError", "SyntaxError", "RecursionError", "StopIteration",
]); // prettier-ignore

/**
 * True if the outer exception is a separate failure, raised because the handler of the inner one broke. That is so if it
 * was raised below the handler, or in the handler by anything but a `raise`; without source, its type decides.
 */
function replaces(inner: RawException, outer: RawException): boolean {
  if (inner.link !== "context" || inner.language !== "python") return false;
  if (repeats(inner.message, outer.message)) return false;
  if (isWrapperException(outer.type, outer.message)) return false;
  const handler = handlerDepth(inner, outer);
  const frame = outer.frames[handler];
  if (frame === undefined || frame.origin !== "user") return false;
  if (handler < outer.frames.length - 1) return true;
  if (frame.source !== null) return !/^raise\b/.test(frame.source);
  return MISTAKES.has(outer.type?.split(".").at(-1) ?? "");
}

function repeats(inner: string, outer: string): boolean {
  const head = (inner.split("\n", 1)[0] ?? "").trim();
  return head.length >= 6 && outer.includes(head.slice(0, 120));
}

/** Index into the outer frames of the function whose handler raised it: the last function both stacks share. */
function handlerDepth(inner: RawException, outer: RawException): number {
  const innerFrames = inner.frames;
  const start = innerFrames[0];
  if (start === undefined) return outer.frames.length - 1;
  let at = outer.frames.findIndex((frame) => isSame(frame, start));
  if (at === -1)
    return outer.frames.findLastIndex((frame) => innerFrames.some((other) => isSame(other, frame)));
  let depth = 0;
  while (depth + 1 < innerFrames.length && at + 1 < outer.frames.length) {
    const a = innerFrames[depth + 1];
    const b = outer.frames[at + 1];
    if (a === undefined || b === undefined || !isSame(a, b)) break;
    depth += 1;
    at += 1;
  }
  return at;
}

function isSame(a: StackFrame, b: StackFrame): boolean {
  return a.file === b.file && a.function === b.function;
}

function finish(
  raw: RawException,
  context: {
    chainId: number;
    chainIndex: number;
    isRoot: boolean;
    lines: readonly LogLine[];
    records: readonly LogRecord[];
  },
): LogException {
  const { lines, records, chainId, chainIndex, isRoot } = context;
  const own = raw.lines;
  const at = lines[raw.messageIndex];
  const messageLine = own?.message ?? at?.no ?? 1;
  const record = at === undefined ? undefined : records[at.record];
  return {
    language: raw.language,
    type: raw.type,
    message: raw.message.slice(0, 20_000),
    messageLine,
    startLine: own?.start ?? lines[raw.startIndex]?.no ?? messageLine,
    endLine: Math.max(messageLine, own?.end ?? lines[raw.endIndex]?.no ?? messageLine),
    // Other languages print the failing frame first.
    frames: raw.language === "python" ? raw.frames : raw.frames.toReversed(),
    chainId,
    chainIndex,
    link: raw.link,
    isRoot,
    isWrapper: isWrapperException(raw.type, raw.message),
    attempt: record?.attempt ?? null,
  };
}
