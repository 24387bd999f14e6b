import { sha256 } from "@/lib/platform/crypto";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Citation, Claim } from "@/lib/diagnosis/schemas";

export interface DroppedClaim {
  claim: Claim;
  reason: string;
}

type CitedEvidence = Pick<EvidencePiece, "id" | "text"> &
  Partial<Pick<EvidencePiece, "startLine" | "status">>;

/** Fewer characters prove nothing: they occur in nearly every text. */
const MIN_QUOTE_CHARS = 4;

/**
 * Keeps the claims that the evidence supports. Each quote must occur in its evidence at the cited lines; if it occurs
 * elsewhere in the same evidence, the lines are corrected, and if only whitespace differs, the evidence's text is used.
 * Citations that do not match are removed; a claim without any is dropped. Nothing can be cited from evidence that could not
 * be collected or is empty, quotes of fewer than four characters never match, and a citation with a hash must be of the
 * text that has it (`hashCitations`).
 *
 * A run of whitespace counts as one space, or as nothing at the ends. Everything else, including case, must be equal.
 * Pure.
 */
export function checkCitations(
  claims: readonly Claim[],
  evidence: readonly CitedEvidence[],
): { kept: Claim[]; dropped: DroppedClaim[] } {
  const texts = new Map(evidence.map((piece) => [piece.id, new SearchableText(piece)]));
  const kept: Claim[] = [];
  const dropped: DroppedClaim[] = [];
  for (const claim of claims) {
    const checked = claim.citations.map((citation) => checkCitation(citation, texts));
    const good = checked.flatMap((result) => (result.citation === null ? [] : [result.citation]));
    if (good.length > 0) kept.push({ text: claim.text, citations: good });
    else dropped.push({ claim, reason: checked[0]?.reason ?? "the claim has no citations" });
  }
  return { kept, dropped };
}

function checkCitation(
  citation: Citation,
  texts: ReadonlyMap<string, SearchableText>,
): { citation: Citation | null; reason: string } {
  const text = texts.get(citation.evidenceId);
  if (text === undefined) return { citation: null, reason: `there is no evidence ${citation.evidenceId}` };
  if (!text.isCitable)
    return { citation: null, reason: `evidence ${citation.evidenceId} was not collected or is empty` };
  if (citation.sha256 !== undefined && citation.sha256 !== text.sha256)
    return { citation: null, reason: `evidence ${citation.evidenceId} has changed since it was cited` };
  const found = text.find(citation.quote, citation.startLine);
  if (found === null)
    return { citation: null, reason: `the quote does not occur in evidence ${citation.evidenceId}` };
  return { citation: { ...citation, ...found }, reason: "" };
}

/** A text with folded whitespace and the original offset of each character. */
class SearchableText {
  private readonly text: string;
  private readonly firstLine: number;
  private folded: { text: string; origin: number[] } | null = null;
  private hash: string | null = null;
  readonly isCitable: boolean;

  constructor(piece: CitedEvidence) {
    this.text = piece.text;
    this.isCitable = (piece.status ?? "ok") === "ok" && piece.text.trim() !== "";
    this.firstLine = piece.startLine ?? 1;
  }

  /** The occurrence of the quote nearest to the claimed line, or null. */
  find(quote: string, nearLine: number): { quote: string; startLine: number; endLine: number } | null {
    const wanted = fold(quote).text;
    if (wanted.length < MIN_QUOTE_CHARS) return null;
    this.folded ??= fold(this.text);
    const { text, origin } = this.folded;
    let best: { start: number; end: number; line: number } | null = null;
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      const start = origin[at] ?? 0;
      const line = this.lineOf(start);
      if (best === null || Math.abs(line - nearLine) < Math.abs(best.line - nearLine)) {
        best = { start, end: (origin[at + wanted.length - 1] ?? start) + 1, line };
      }
      if (line >= nearLine) break;
    }
    if (best === null) return null;
    const exact = this.text.slice(best.start, best.end);
    return { quote: exact, startLine: best.line, endLine: best.line + exact.split("\n").length - 1 };
  }

  /** Of the evidence's text, as stored. */
  get sha256(): string {
    this.hash ??= sha256(this.text);
    return this.hash;
  }

  private lineOf(offset: number): number {
    return this.firstLine + this.newlinesBefore(offset);
  }

  private newlines: number[] | null = null;

  private newlinesBefore(offset: number): number {
    this.newlines ??= newlineOffsets(this.text);
    let low = 0;
    let high = this.newlines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.newlines[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function newlineOffsets(text: string): number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) offsets.push(at);
  return offsets;
}

function fold(text: string): { text: string; origin: number[] } {
  const origin: number[] = [];
  let out = "";
  let isPendingBlank = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (/\s/.test(char)) {
      isPendingBlank = out !== "";
      continue;
    }
    if (isPendingBlank) {
      out += " ";
      origin.push(at - 1);
      isPendingBlank = false;
    }
    out += char;
    origin.push(at);
  }
  return { text: out, origin };
}
