import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import type { CodeReason } from "@/lib/diagnosis/engine/weigh-code";

/** Words of SQL that error messages quote. */
const NO_NAME = new Set(["select", "from", "where", "join", "group", "order", "insert", "table", "column"]);

/**
 * The line of the statement that ran which names what the error names, to cite it. It moves no weight: that the statement
 * has the name is why the error has it. Pure.
 * @param names column and table names in the failure, the most telling first
 */
export function weighRenderedCode(piece: PieceOf<"code">, names: readonly string[]): CodeReason[] {
  if (piece.facts?.origin !== "rendered") return [];
  const lines = piece.text.split("\n");
  for (const name of names) {
    if (NO_NAME.has(name.toLowerCase())) continue;
    const index = lines.findIndex((line) => isNamedIn(line, name));
    if (index === -1) continue;
    const claim = `The statement that ran (${piece.facts.path}) uses \`${name}\``;
    return [{ claim, weights: {}, line: (piece.startLine ?? 1) + index }];
  }
  return [];
}

/** Whether a line has the name as a whole word, in any case, as SQL reads it. */
function isNamedIn(line: string, name: string): boolean {
  const [text, wanted] = [line.toLowerCase(), name.toLowerCase()];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (!/[\w$]/.test(text[at - 1] ?? " ") && !/[\w$]/.test(text[at + wanted.length] ?? " ")) return true;
  }
  return false;
}
