import { findFormerName, findRename } from "@/lib/code/renames/find-rename";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";

/** Messages by which something is missing under the name they quote. */
const IS_MISSING =
  /KeyError|does(?: not|n't) exist|not in index|no such (?:column|table)|unknown column|invalid identifier|cannot be resolved|unrecognized name|has no attribute|cannot import name|is not defined|not found inside|unexpected keyword argument/i;

export interface RenamingCommit {
  /** Line of the piece's text that removes or adds the missing name. */
  line: number;
  claim: string;
  cause: string;
  /** Whether it gave the code the missing name, rather than taking it away. */
  isBrought: boolean;
}

/**
 * Whether a commit did it: its patch renames, unambiguously, what the error says is missing, renames something to it, or removes it. `names`: names in the error; `text`:
 * the error. Null otherwise. Pure.
 */
export function renamingCommit(
  piece: PieceOf<"commit">,
  { names, text }: { names: readonly string[]; text: string },
): RenamingCommit | null {
  if (piece.facts === null || !IS_MISSING.test(text)) return null;
  const commit = `Commit \`${piece.facts.sha.slice(0, 8)}\``;
  for (const name of names) {
    const found = renamingOf(piece.text, name, commit) ?? removalOf(piece.text, name, commit);
    if (found !== null) return found;
  }
  return null;
}

/** A patch that took the missing name away by renaming it, or brought it. */
function renamingOf(patch: string, name: string, commit: string): RenamingCommit | null {
  const to = findRename(patch, name);
  const from = findFormerName(patch, name);
  if (to === null && from === null) return null;
  const [claim, cause, sign] =
    to !== null
      ? [`${commit} renamed \`${name}\` to \`${to}\``, "and the old name is still used", "-"]
      : [`${commit} renamed \`${from ?? ""}\` to \`${name}\``, "which does not exist", "+"];
  const index = lineWith(patch, sign, name);
  if (index === -1) return null;
  return { line: index + 1, claim, cause: `${claim}, ${cause}`, isBrought: to === null };
}

/** A patch that took the missing name out of a file: it removes lines with it, and adds none. */
function removalOf(patch: string, name: string, commit: string): RenamingCommit | null {
  const index = lineWith(patch, "-", name);
  if (index === -1 || lineWith(patch, "+", name) !== -1) return null;
  const header = patch
    .split("\n")
    .slice(0, index)
    .findLast((line) => line.startsWith("+++ "));
  const path = header?.replace(/^\+\+\+ (?:b\/)?/, "").trim() ?? "";
  const where = path === "" || path === "/dev/null" ? "" : ` from \`${path}\``;
  const claim = `${commit} removed \`${name}\`${where}`;
  return { line: index + 1, claim, cause: `${claim}, and something still reads it`, isBrought: false };
}

/** The index of the first line of a patch that removes (`-`) or adds (`+`) a name; -1 if there is none. */
function lineWith(patch: string, sign: string, name: string): number {
  const word = new RegExp(String.raw`(?<![\w$])${name.replaceAll("$", String.raw`\$`)}(?![\w$])`);
  return patch
    .split("\n")
    .findIndex(
      (line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3)) && word.test(line.slice(0, 2_000)),
    );
}
