import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import type { LogException, LogFindings, StackFrame } from "@/lib/logs/schemas";

/** A frame of the pipeline's own code. */
export interface OwnFrame extends StackFrame {
  /** The exception whose stack shows it. */
  exception: LogException;
  /** True for the last of its exception's own frames: raised there, or in a library called from there. */
  isInnermost: boolean;
}

/**
 * The frames of the pipeline's own code that lead to the failure, the innermost first: those of the root and its wrappers,
 * or if none of them shows any (a JVM stack under a Python call), those of the other exceptions, the closest to the
 * failing line first. Pure.
 */
export function framesToFailure({ exceptions, failingLines, lineCount }: LogFindings): OwnFrame[] {
  const line = failingLines[0]?.line ?? null;
  const chain = explainingChain(exceptions, line) ?? [];
  return orderByCloseness(exceptions, chain, line ?? lineCount).flatMap((exception) => {
    const own = exception.frames.filter((frame) => frame.origin === "user").toReversed();
    return own.map((frame, i) => ({ ...frame, exception, isInnermost: i === 0 }));
  });
}

function orderByCloseness(
  all: readonly LogException[],
  chain: readonly LogException[],
  line: number,
): readonly LogException[] {
  const root = chain.find((exception) => exception.isRoot);
  const ordered =
    root === undefined ? [] : [root, ...chain.filter((exception) => exception.chainIndex > root.chainIndex)];
  if (ordered.some(hasOwnFrame)) return ordered;
  const sameType = (exception: LogException) =>
    exception.type !== null && exception.type === root?.type ? 0 : 1;
  const distance = (exception: LogException) =>
    sameType(exception) * 1e9 + Math.abs(exception.messageLine - line);
  return all.filter(hasOwnFrame).toSorted((a, b) => distance(a) - distance(b));
}

function hasOwnFrame(exception: LogException): boolean {
  return exception.language !== "java" && exception.frames.some((frame) => frame.origin === "user");
}
