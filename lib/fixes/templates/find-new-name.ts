import type { Evidence } from "@/lib/evidence/schemas";
import { findRename } from "@/lib/code/renames/find-rename";
import type { MissingName } from "@/lib/fixes/templates/missing-name";

/** What a missing name is called now; `isCertain` if a commit in the evidence renames it, else the error suggests it. Pure. */
export function findNewName(
  missing: MissingName,
  evidence: readonly Evidence[],
): { to: string; why: string; isCertain: boolean } | null {
  for (const piece of evidence) {
    if (piece.kind !== "commit" || piece.status !== "ok") continue;
    const to = findRename(piece.text, missing.name);
    if (to)
      return { to, why: `Commit ${piece.title.slice(0, 100)} renamed it to \`${to}\`.`, isCertain: true };
  }
  if (missing.suggestion === null) return null;
  return {
    to: missing.suggestion,
    why: `The error suggests \`${missing.suggestion}\`.`,
    isCertain: false,
  };
}
