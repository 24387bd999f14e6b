import type { Evidence } from "@/lib/evidence/schemas";

export interface EvidenceTab {
  id: string;
  label: string;
  pieces: Evidence[];
  /** Current pieces that hold something. */
  count: number;
  /** Nothing could be had: not connected, refused, too slow, failed. */
  isMissing: boolean;
}

const LABELS: Record<string, string> = {
  "orchestrator-log": "Log",
  "code-changes": "Changes",
  "schema-changes": "Schema",
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
    .map(([id, pieces]) => {
      const current = pieces.filter((piece) => piece.supersededAt === null);
      return {
        id,
        label: LABELS[id] ?? id,
        pieces,
        count: current.filter((piece) => piece.status === "ok").length,
        isMissing: current.every((piece) => piece.status !== "ok" && piece.status !== "empty"),
      };
    });
}

/** What a piece without content means, and what a person can do about it. */
export function gapAdvice(
  piece: Pick<Evidence, "status">,
): { title: string; advice: string; setup: boolean } | null {
  switch (piece.status) {
    case "ok":
      return null;
    case "empty":
      return { title: "Nothing found", advice: "It was asked and had nothing.", setup: false };
    case "denied":
      return {
        title: "Access denied",
        advice: "Check the credentials under Setup, then analyze again.",
        setup: true,
      };
    case "timeout":
      return {
        title: "No answer in time",
        advice: "Analyze again; if it stays slow, check the connection under Setup.",
        setup: true,
      };
    case "not_connected":
      return { title: "Not connected", advice: "Connect it under Setup, then analyze again.", setup: true };
    case "failed":
      return {
        title: "Reading it failed",
        advice: "Analyze again; if it fails again, test the connection under Setup.",
        setup: true,
      };
  }
}
