import type { LogException } from "@/lib/logs/schemas";

/**
 * The chain that explains the failure, innermost first: the chain of the failing line, or without a line the last chain
 * whose root is not a wrapper. Null if the line belongs to no exception.
 */
export function explainingChain(
  exceptions: readonly LogException[],
  line: number | null,
): LogException[] | null {
  const named =
    line === null
      ? (exceptions.findLast((exception) => exception.isRoot && !exception.isWrapper) ??
        exceptions.findLast((exception) => exception.isRoot))
      : (exceptions.find((exception) => exception.messageLine === line) ??
        exceptions.find((exception) => exception.startLine <= line && exception.endLine >= line));
  if (named === undefined) return null;
  return exceptions
    .filter((exception) => exception.chainId === named.chainId)
    .sort((a, b) => a.chainIndex - b.chainIndex);
}
