"use client";

import type { NumberedCitation } from "@/components/diagnosis/number-citations";
import type { Citation } from "@/lib/diagnosis/schemas";

export type OnCite = (citation: Citation) => void;

/** Superscript numbers; each opens its evidence at the cited lines. */
export function Citations({ citations, onCite }: { citations: readonly NumberedCitation[]; onCite: OnCite }) {
  return citations.map(({ number, citation }) => (
    <sup key={number} className="leading-none">
      <button
        type="button"
        className="tnum relative ml-0.5 min-w-4 rounded-sm after:absolute after:-inset-1 bg-accent-tint px-1 text-xs font-medium text-accent hover:bg-accent hover:text-accent-ink"
        title={citation.quote.slice(0, 300)}
        aria-label={`Citation ${number}: line ${citation.startLine}`}
        onClick={() => onCite(citation)}
      >
        {number}
      </button>
    </sup>
  ));
}
