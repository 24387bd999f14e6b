import type { Evidence } from "@/lib/evidence/schemas";

export interface EvidenceTab {
  id: string;
  label: string;
  pieces: Evidence[];
  count: number;
  /** Nothing could be had: not connected, refused, too slow, failed. */
  isMissing: boolean;
}

const LABELS: Record<string, string> = {
  "orchestrator-log": "Log",
  "code-changes": "Changes",
  "orchestrator-state": "Run state",
  "run-history": "History",
  "similar-incidents": "Similar",
};

const ORDER = Object.keys(LABELS);

/** One tab per collector, in a fixed order; collectors nobody knows come last under their own name. */
export function groupEvidence(items: readonly Evidence[]): EvidenceTab[] {
  const byCollector = new Map<string, Evidence[]>();
  for (const item of items)
    byCollector.set(item.collector, [...(byCollector.get(item.collector) ?? []), item]);
  const rank = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return [...byCollector]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([id, pieces]) => ({
      id,
      label: LABELS[id] ?? id,
      pieces,
      count: pieces.filter((piece) => piece.status === "ok").length,
      isMissing: pieces.every((piece) => piece.status !== "ok" && piece.status !== "empty"),
    }));
}
