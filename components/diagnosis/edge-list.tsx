"use client";

import { BasisChip } from "@/components/diagnosis/basis-chip";
import { Citations, type OnCite } from "@/components/diagnosis/citations";
import type { NumberedCitation } from "@/components/diagnosis/number-citations";
import { Prose } from "@/components/ui/prose";
import type { ChainEdge } from "@/lib/diagnosis/schemas";

interface EdgeListProps {
  edges: readonly ChainEdge[];
  citations: readonly NumberedCitation[][];
  onCite: OnCite;
}

/** The way from what failed to the cause, step by step. */
export function EdgeList({ edges, citations, onCite }: EdgeListProps) {
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {edges.map((edge, i) => (
        <li key={`${i} ${edge.from}`} className="grid grid-cols-[1.25rem_1fr] gap-x-1">
          <span className="tnum text-faint" aria-hidden>
            {i + 1}.
          </span>
          <span className="anywhere">
            <Prose text={edge.text} />
            <Citations citations={citations[i] ?? []} onCite={onCite} /> <BasisChip basis={edge.basis} />
            <span className="block text-xs text-muted">
              {edge.from} ← {edge.to}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
