"use client";

import type { Target } from "@/components/incidents/evidence-card";
import type { Citation } from "@/lib/diagnosis/schemas";

/** Small raised numbers; each opens its evidence at the cited lines. */
export function Citations({
  citations,
  onCite,
}: {
  citations: readonly Citation[];
  onCite: (target: Target) => void;
}) {
  return citations.map((citation, i) => (
    <sup key={`${citation.evidenceId}:${citation.startLine}:${i}`}>
      <button
        type="button"
        className="px-0.5 text-xs text-accent hover:underline"
        title={citation.quote}
        aria-label={`Citation ${i + 1}: line ${citation.startLine}`}
        onClick={() =>
          onCite({
            evidenceId: citation.evidenceId,
            startLine: citation.startLine,
            endLine: citation.endLine,
          })
        }
      >
        {i + 1}
      </button>
    </sup>
  ));
}
