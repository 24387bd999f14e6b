import type { Evidence } from "@/lib/evidence/schemas";

export interface EvidenceTab {
  id: string;
  label: string;
  pieces: Evidence[];
  /** Number of current pieces with content. */
  count: number;
}

const LABELS: Record<string, string> = {
  "orchestrator-log": "Log",
  "source-code": "Code",
  "rendered-code": "Rendered SQL",
  "code-changes": "Changes",
  "schema-changes": "Schema",
  "orchestrator-state": "Run state",
  "silent-end": "Scheduler",
  "upstream-inputs": "Upstream",
  "run-history": "History",
  "deployment-drift": "Deployment",
  "similar-incidents": "Similar",
};

const ORDER = Object.keys(LABELS);

/**
 * One tab per collector that found something, in a fixed order; unknown collectors come last under their own name. What is
 * missing or empty is in the coverage note.
 */
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
      };
    })
    .filter(({ pieces }) => pieces.some((piece) => piece.status === "ok"));
}

/** Why a piece has no content, and what to do about it; null for a piece with content. */
export function gapAdvice(
  piece: Pick<Evidence, "status">,
): { title: string; advice: string; setup: boolean } | null {
  switch (piece.status) {
    case "ok":
      return null;
    case "empty":
      return { title: "Nothing found", advice: "The source answered but had nothing.", setup: false };
    case "denied":
      return {
        title: "Access denied",
        advice: "Check the credentials under Setup, then analyze again.",
        setup: true,
      };
    case "timeout":
      return {
        title: "Timed out",
        advice: "Analyze again. If it stays slow, check the connection under Setup.",
        setup: true,
      };
    case "not_connected":
      return { title: "Not connected", advice: "Connect it under Setup, then analyze again.", setup: true };
    case "failed":
      return {
        title: "Collection failed",
        advice: "Analyze again. If it still fails, test the connection under Setup.",
        setup: true,
      };
  }
}
