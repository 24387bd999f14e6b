import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Citation } from "@/lib/diagnosis/schemas";

const MAX_QUOTE = 400;

/**
 * Quotes one line of a piece of evidence, or null where the line does not exist or is blank.
 * `line` counts from 1 at the first line of the text; the citation uses the evidence's own numbering.
 * Of a long or structured line only `wanted` is quoted, where the line holds it.
 */
export function citeLine(
  piece: EvidencePiece,
  lines: readonly string[],
  line: number,
  wanted?: string,
): Citation | null {
  const text = lines[line - 1];
  if (text === undefined || text.trim() === "") return null;
  const isUnwieldy = text.length > MAX_QUOTE || text.startsWith("{");
  const part =
    isUnwieldy && wanted !== undefined && wanted !== "" && text.includes(wanted) ? wanted : text.trim();
  const at = line + (piece.startLine ?? 1) - 1;
  return { evidenceId: piece.id, startLine: at, endLine: at, quote: part.slice(0, MAX_QUOTE).trim() };
}
