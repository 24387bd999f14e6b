import { isDiscouraged } from "@/lib/fixes/repeats/most-telling";
import type { Fix } from "@/lib/fixes/schemas";

type Ranked = Pick<Fix, "kind" | "patch" | "status" | "repeats" | "createdAt" | "id">;

/** Most fixes to show for an analysis. */
export const MAX_FIXES = 4;

/**
 * The best fix first: what is already with reviewers, then a change that removes the cause (the newest of equals), what to
 * run again after it, and alternatives. A change that was rejected or did not work before comes last, and superseded ones
 * after all. Pure.
 */
export function rankFixes<F extends Ranked>(fixes: readonly F[]): F[] {
  const hasChange = fixes.some((fix) => isChange(fix) && fix.kind !== "rollback");
  return fixes.toSorted(
    (a, b) =>
      rankOf(a, hasChange) - rankOf(b, hasChange) ||
      b.createdAt.localeCompare(a.createdAt) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** A current patch that nothing speaks against. */
function isChange(fix: Ranked): boolean {
  return fix.patch !== "" && fix.status !== "superseded" && !isDiscouraged(fix.repeats);
}

function rankOf(fix: Ranked, hasChange: boolean): number {
  if (fix.status === "superseded") return 9;
  if (fix.status === "merged" || fix.status === "open" || fix.status === "opening") return 0;
  if (fix.status === "closed") return 8;
  if (isDiscouraged(fix.repeats)) return 7;
  switch (fix.kind) {
    case "patch":
    case "configuration":
    case "dependency_pin":
      return 1;
    case "retry":
      return 2;
    // Without another change it is the one that removes the cause.
    case "rollback":
      return hasChange ? 6 : 1;
    case "manual":
      return 3;
    case "rerun":
      return 4;
    case "data_repair":
      return 5;
  }
}
