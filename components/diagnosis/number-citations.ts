import type { Citation, Claim, Diagnosis } from "@/lib/diagnosis/schemas";

export interface NumberedCitation {
  /** Shown in the text, from 1. */
  number: number;
  citation: Citation;
}

/** A claim with citations numbered across the diagnosis; the same place keeps its number. */
export interface NumberedClaim {
  text: string;
  citations: NumberedCitation[];
  basis?: Claim["basis"];
}

type Cited = Pick<Diagnosis, "claims" | "ruledOut"> &
  Partial<Pick<Diagnosis, "chain" | "counterCheck" | "agents">>;

export interface NumberedCitations {
  claims: NumberedClaim[];
  /** One per edge, from the failing asset to the cause. */
  chain: NumberedCitation[][];
  ruledOut: NumberedClaim[];
  counterReasons: NumberedClaim[];
  /** The findings of each agent. */
  findings: NumberedClaim[][];
}

/**
 * Numbers the citations in reading order: claims, the chain, what was ruled out, the counter-check, what the agents found.
 * Claims of a list with the same text are merged, with the citations of both.
 */
export function numberCitations(diagnosis: Cited): NumberedCitations {
  const numbers = new Map<string, number>();
  const numberOf = ({ evidenceId, startLine, endLine }: Citation) => {
    const place = `${evidenceId}:${startLine}:${endLine}`;
    const known = numbers.get(place) ?? numbers.size + 1;
    numbers.set(place, known);
    return known;
  };
  const numbered = (citations: readonly Citation[]): NumberedCitation[] => {
    const byNumber = new Map(citations.map((citation) => [numberOf(citation), citation]));
    return [...byNumber].map(([number, citation]) => ({ number, citation }));
  };
  const merged = (claims: readonly Claim[]): NumberedClaim[] => {
    const byText = new Map<string, Claim>();
    for (const claim of claims) {
      const known = byText.get(claim.text);
      const basis = known?.basis === "fact" ? known.basis : (claim.basis ?? known?.basis);
      const citations = [...(known?.citations ?? []), ...claim.citations];
      byText.set(claim.text, { text: claim.text, citations, ...(basis && { basis }) });
    }
    return [...byText.values()].map((claim) => ({ ...claim, citations: numbered(claim.citations) }));
  };
  return {
    claims: merged(diagnosis.claims),
    chain: (diagnosis.chain ?? []).map(({ citations }) => numbered(citations)),
    ruledOut: merged(diagnosis.ruledOut),
    counterReasons: merged(diagnosis.counterCheck?.reasons ?? []),
    findings: (diagnosis.agents ?? []).map(({ findings }) => merged(findings)),
  };
}
