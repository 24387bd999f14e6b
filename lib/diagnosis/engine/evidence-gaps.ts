import { coverageCap, FULL_COVERAGE, type CollectedStatus } from "@/lib/diagnosis/coverage-cap";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Gap } from "@/lib/diagnosis/schemas";
import type { Category } from "@/lib/failures/schemas";

/** Missing evidence with the confidence it costs, and the highest confidence it allows. Pure. */
export function evidenceGaps(
  evidence: readonly EvidencePiece[],
  category: Category,
): { gaps: Gap[]; cap: number } {
  const { cap, limits } = coverageCap(evidence.map(statusOf), category);
  const gaps = limits.map(({ collector, text, cap: allowed }) => ({
    collector,
    text,
    penalty: Math.round((FULL_COVERAGE - allowed) * 100) / 100,
    cap: allowed,
  }));
  return { gaps, cap };
}

function statusOf(piece: EvidencePiece): CollectedStatus {
  const { collector, kind, status, title, message, provenance } = piece;
  const saysHowItEnded = piece.kind === "no_log" && piece.facts?.ending != null;
  // A log without text or facts shows nothing, and the error of an earlier try is no log of the failed one.
  const isBare =
    piece.kind === "log" &&
    status === "ok" &&
    (piece.text === "" || piece.facts === null || piece.facts.isStandIn === true);
  return {
    collector,
    kind,
    status: isBare ? "empty" : status,
    title,
    message,
    provenance,
    saysHowItEnded,
  };
}
