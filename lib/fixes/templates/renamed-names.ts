import { findRename } from "@/lib/code/renames/find-rename";
import type { Evidence } from "@/lib/evidence/schemas";
import { findNewName } from "@/lib/fixes/templates/find-new-name";
import { findMissingName } from "@/lib/fixes/templates/missing-name";

/**
 * The missing name of a failure with the one that the data has: a commit or a warehouse shows the rename, or a commit in the
 * evidence made the code read the missing name instead of another. Pure.
 */
export function renamedNames(failure: string, evidence: readonly Evidence[]): Record<string, string> {
  const missing = findMissingName(failure);
  if (!missing) return {};
  const renamed = findNewName(missing, evidence);
  if (renamed?.isCertain) return { [missing.name]: renamed.to };
  const former = evidence
    .filter(({ kind, status }) => kind === "commit" && status === "ok")
    .map(({ text }) => findRename(reversed(text), missing.name))
    .find((name) => name !== null);
  if (former) return { [missing.name]: former };
  const change = evidence
    .flatMap((piece) => (piece.kind === "schema_change" ? (piece.facts?.changes ?? []) : []))
    .find(({ kind, formerColumn }) => kind === "renamed" && formerColumn === missing.name);
  return change?.column ? { [missing.name]: change.column } : {};
}

/**
 * Whether a commit in the evidence took a name away: it is a string in more removed than added lines. Also true for a rename
 * among other changes, whose new name is not clear. Pure.
 */
export function isTakenAway(name: string, evidence: readonly Evidence[]): boolean {
  const quoted = [`"${name}"`, `'${name}'`];
  return evidence.some(({ kind, status, text }) => {
    if (kind !== "commit" || status !== "ok") return false;
    const count = (sign: string) =>
      text.split("\n").filter((line) => line.startsWith(sign) && quoted.some((item) => line.includes(item)))
        .length;
    return count("-") > count("+");
  });
}

/** A diff with added and removed lines swapped, removed ones first as in a diff. */
function reversed(patch: string): string {
  const swapped = patch.split("\n").map((line) => {
    if (/^(?:---|\+\+\+) /.test(line)) return line;
    const [sign, rest] = [line.charAt(0), line.slice(1)];
    return sign === "+" ? `-${rest}` : sign === "-" ? `+${rest}` : line;
  });
  return orderBlocks(swapped).join("\n");
}

function orderBlocks(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  let added: string[] = [];
  for (const line of lines) {
    if (line.startsWith("+")) added.push(line);
    else {
      if (!line.startsWith("-")) {
        ordered.push(...added);
        added = [];
      }
      ordered.push(line);
    }
  }
  return [...ordered, ...added];
}
