import { findRename } from "@/lib/code/renames/find-rename";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";

/** Messages by which something is missing under the name they quote. */
const IS_MISSING =
  /KeyError|does(?: not|n't) exist|not in index|no such (?:column|table)|unknown column|invalid identifier|cannot be resolved|unrecognized name|has no attribute|cannot import name|is not defined|unexpected keyword argument/i;

export interface RenamingCommit {
  /** Line of the piece's text that removes the old name. */
  line: number;
  claim: string;
  cause: string;
}

/**
 * Whether a commit did it: its patch renames, unambiguously, what the error says is missing. `names`: names in the error; `text`:
 * the error. Null otherwise. Pure.
 */
export function renamingCommit(
  piece: PieceOf<"commit">,
  { names, text }: { names: readonly string[]; text: string },
): RenamingCommit | null {
  if (piece.facts === null || !IS_MISSING.test(text)) return null;
  for (const name of names) {
    const to = findRename(piece.text, name);
    if (to === null) continue;
    const removed = new RegExp(
      String.raw`^-(?!--).*(?<![\w$])${name.replaceAll("$", String.raw`\$`)}(?![\w$])`,
    );
    const index = piece.text.split("\n").findIndex((line) => removed.test(line.slice(0, 2_000)));
    if (index === -1) continue;
    const claim = `Commit \`${piece.facts.sha.slice(0, 8)}\` renamed \`${name}\` to \`${to}\``;
    return { line: index + 1, claim, cause: `${claim}, and the old name is still used` };
  }
  return null;
}
