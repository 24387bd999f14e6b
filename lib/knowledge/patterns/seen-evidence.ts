import type { PatternCitation } from "@/lib/knowledge/patterns/schemas";

/** A piece of evidence as patterns read it: its text, whatever its kind. */
export interface SeenEvidence {
  id: string;
  kind: string;
  /** `ok`, `empty` (looked, found nothing), or why it is missing. */
  status: string;
  text: string;
  /** Number of the first line in citations; 1 if null. */
  startLine: number | null;
}

const MAX_QUOTE = 400;

/** Cites the line at this index of a piece; the quote is a substring of it. Pure. */
export function citeSeen(piece: SeenEvidence, index: number, line: string): PatternCitation {
  const at = (piece.startLine ?? 1) + index;
  return { evidenceId: piece.id, startLine: at, endLine: at, quote: line.trim().slice(0, MAX_QUOTE).trim() };
}
