import type { LogException } from "@/lib/logs/schemas";

/** The exceptions of the same chain that an exception led to, from the next one outward. */
export function outerExceptions(
  all: readonly LogException[],
  { chainId, chainIndex }: LogException,
): LogException[] {
  return all
    .filter((other) => other.chainId === chainId && other.chainIndex > chainIndex)
    .toSorted((a, b) => a.chainIndex - b.chainIndex);
}
