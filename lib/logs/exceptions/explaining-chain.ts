import type { LogException } from "@/lib/logs/schemas";

/**
 * The members of the chain that explains the failure, innermost first: the chain of the failing line, or
 * without one the last chain whose root is no mere relay. Null where the line belongs to no exception.
 */
export function explainingChain(
  exceptions: readonly LogException[],
  line: number | null,
): LogException[] | null {
  const named =
    line === null
      ? (exceptions.findLast((one) => one.isRoot && !one.isWrapper) ??
        exceptions.findLast((one) => one.isRoot))
      : (exceptions.find((one) => one.messageLine === line) ??
        exceptions.find((one) => one.startLine <= line && one.endLine >= line));
  if (named === undefined) return null;
  return exceptions
    .filter((one) => one.chainId === named.chainId)
    .sort((a, b) => a.chainIndex - b.chainIndex);
}
