import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Citation } from "@/lib/diagnosis/schemas";

const MAX_QUOTE = 400;

/**
 * Quotes one line of a piece of evidence, by the evidence's own numbering, or null where its text does not show the line
 * or the line is blank. Of a long or structured line only `wanted` is quoted, where the line holds it.
 */
export function citeLine(
  piece: EvidencePiece,
  lines: readonly string[],
  line: number | null,
  wanted?: string,
): Citation | null {
  const text = line === null ? undefined : lines[line - (piece.startLine ?? 1)];
  if (line === null || text === undefined || text.trim() === "") return null;
  const isUnwieldy = text.length > MAX_QUOTE || text.startsWith("{");
  const part =
    isUnwieldy && wanted !== undefined && wanted !== "" && text.includes(wanted) ? wanted : text.trim();
  return { evidenceId: piece.id, startLine: line, endLine: line, quote: part.slice(0, MAX_QUOTE).trim() };
}
