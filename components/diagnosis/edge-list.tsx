"use client";

import { Citations, type OnCite } from "@/components/diagnosis/citations";
import type { NumberedCitation } from "@/components/diagnosis/number-citations";
import { Chip } from "@/components/ui/chip";
import { Prose } from "@/components/ui/prose";
import type { ChainEdge } from "@/lib/diagnosis/schemas";

interface EdgeListProps {
  edges: readonly ChainEdge[];
  citations: readonly NumberedCitation[][];
  onCite: OnCite;
}

const BASIS: Record<ChainEdge["basis"], { label: string; title: string }> = {
  fact: { label: "fact", title: "Cites what was read from the system itself" },
  claim: { label: "reported", title: "Cites what the sender reported" },
  unproven: { label: "unproven", title: "None of its citations could be verified" },
};

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
            <Citations citations={citations[i] ?? []} onCite={onCite} />{" "}
            <span title={BASIS[edge.basis].title}>
              <Chip tone={edge.basis === "unproven" ? "warn" : "neutral"}>{BASIS[edge.basis].label}</Chip>
            </span>
            <span className="block text-xs text-muted">
              {edge.from} ← {edge.to}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
