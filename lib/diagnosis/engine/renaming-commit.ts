import { findFormerName, findRename } from "@/lib/code/renames/find-rename";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";

/** Messages by which something is missing under the name they quote. */
const IS_MISSING =
  /KeyError|does(?: not|n't) exist|not in index|no such (?:column|table)|unknown column|invalid identifier|cannot be resolved|unrecognized name|has no attribute|cannot import name|is not defined|unexpected keyword argument/i;

export interface RenamingCommit {
  /** Line of the piece's text that removes or adds the missing name. */
  line: number;
  claim: string;
  cause: string;
}

/**
 * Whether a commit did it: its patch renames, unambiguously, what the error says is missing, or renames something to it. `names`: names in the error; `text`:
 * the error. Null otherwise. Pure.
 */
export function renamingCommit(
  piece: PieceOf<"commit">,
  { names, text }: { names: readonly string[]; text: string },
): RenamingCommit | null {
  if (piece.facts === null || !IS_MISSING.test(text)) return null;
  const commit = `Commit \`${piece.facts.sha.slice(0, 8)}\``;
  for (const name of names) {
    const to = findRename(piece.text, name);
    const from = findFormerName(piece.text, name);
    // It took the missing name away, or brought it.
    const [claim, cause, sign] =
      to !== null
        ? [`${commit} renamed \`${name}\` to \`${to}\``, "and the old name is still used", "-"]
        : [`${commit} renamed \`${from ?? ""}\` to \`${name}\``, "which does not exist", "+"];
    const index = to === null && from === null ? -1 : lineWith(piece.text, sign, name);
    if (index !== -1) return { line: index + 1, claim, cause: `${claim}, ${cause}` };
  }
  return null;
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
