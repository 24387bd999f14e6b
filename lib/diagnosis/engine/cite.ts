import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Citation } from "@/lib/diagnosis/schemas";

const MAX_QUOTE = 400;

/**
 * Quotes one line of a piece of evidence by the evidence's line numbers; null if its text does not show the line or the
 * line is blank. For a long or structured line that contains `wanted`, only `wanted` is quoted.
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
