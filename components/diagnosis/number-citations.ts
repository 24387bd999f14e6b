import type { Citation, Diagnosis } from "@/lib/diagnosis/schemas";

export interface NumberedCitation {
  /** Shown in the text, from 1. */
  number: number;
  citation: Citation;
}

/** A claim with citations numbered across the diagnosis; the same place keeps its number. */
export interface NumberedClaim {
  text: string;
  citations: NumberedCitation[];
}

/**
 * Numbers the citations in reading order: claims first, then what was ruled out. Claims with the same text are merged,
 * with the citations of both.
 */
export function numberCitations(diagnosis: Pick<Diagnosis, "claims" | "ruledOut">): {
  claims: NumberedClaim[];
  ruledOut: NumberedClaim[];
} {
  const numbers = new Map<string, number>();
  const numberOf = ({ evidenceId, startLine, endLine }: Citation) => {
    const place = `${evidenceId}:${startLine}:${endLine}`;
    const known = numbers.get(place) ?? numbers.size + 1;
    numbers.set(place, known);
    return known;
  };
  const toNumbered = (claims: Diagnosis["claims"]) => {
    const byText = new Map<string, Map<number, Citation>>();
    for (const { text, citations } of claims) {
      const known = byText.get(text) ?? new Map<number, Citation>();
      for (const citation of citations) known.set(numberOf(citation), citation);
      byText.set(text, known);
    }
    return [...byText].map(([text, known]) => ({
      text,
      citations: [...known].map(([number, citation]) => ({ number, citation })),
    }));
  };
  return { claims: toNumbered(diagnosis.claims), ruledOut: toNumbered(diagnosis.ruledOut) };
}
