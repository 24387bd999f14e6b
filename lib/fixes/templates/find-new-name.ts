import type { Evidence, SchemaChangeFacts } from "@/lib/evidence/schemas";
import { findRename } from "@/lib/code/renames/find-rename";
import type { MissingName } from "@/lib/fixes/templates/missing-name";

/**
 * What a missing name is called now; `isCertain` if a commit or a warehouse in the evidence shows the rename, else the error
 * suggests it. Pure.
 */
export function findNewName(
  missing: MissingName,
  evidence: readonly Evidence[],
): { to: string; why: string; isCertain: boolean } | null {
  for (const piece of evidence) {
    const column = piece.kind === "schema_change" ? renamedColumn(piece.facts, missing.name) : null;
    if (column) return column;
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

/** The new name of a column that was renamed in a table of the task, as the warehouse showed it before and after. */
function renamedColumn(
  facts: SchemaChangeFacts | null,
  name: string,
): { to: string; why: string; isCertain: boolean } | null {
  const renamed = (facts?.changes ?? []).filter(
    ({ kind, formerColumn }) => kind === "renamed" && formerColumn?.toLowerCase() === name.toLowerCase(),
  );
  const [only] = renamed;
  if (!facts || facts.match === "name" || !only?.column || renamed.length > 1) return null;
  if (!/^[A-Za-z_][\w$]{0,100}$/.test(only.column)) return null;
  return {
    to: only.column,
    why: `${facts.table} had the column \`${name}\` before, and has \`${only.column}\` now.`,
    isCertain: !only.isLikely,
  };
}
