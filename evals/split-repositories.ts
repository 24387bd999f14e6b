import { createHash } from "node:crypto";

/** True for the half of the repositories held out while the rules were written. Determined by name. */
export function inHeldOutHalf(repository: string): boolean {
  const digest = createHash("sha256").update(repository).digest();
  return ((digest.at(-1) ?? 0) & 1) === 1;
}
