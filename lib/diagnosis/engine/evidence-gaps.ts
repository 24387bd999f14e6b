import type { Category } from "@/lib/failures/schemas";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Gap } from "@/lib/diagnosis/schemas";

const WHY: Partial<Record<EvidencePiece["status"], string>> = {
  denied: "access was denied",
  timeout: "it timed out",
  not_connected: "it is not connected",
  failed: "it could not be read",
};

/** Categories for which this kind of evidence matters most, so that a gap costs more. */
const NEEDED_FOR: Readonly<Record<string, readonly Category[]>> = {
  schema_change: ["schema_change", "warehouse_sql"],
  upstream: ["upstream_missing_data", "infrastructure"],
  commit: ["code_bug"],
};

/** Without a log nothing observed explains the failure, so confidence stays at about one half or below. */
const NO_LOG_PENALTY = 0.45;
const LOG_PENALTY = 0.3;
const NEEDED_PENALTY = 0.1;
const OTHER_PENALTY = 0.02;

/** Evidence that could not be collected, with the penalty for each gap; `empty` is a result, not a gap. */
export function evidenceGaps(evidence: readonly EvidencePiece[], category: Category, hasLog: boolean): Gap[] {
  const gaps = evidence.flatMap((piece) => {
    const why = WHY[piece.status];
    if (why === undefined || isSaidByChanges(piece, evidence)) return [];
    const reason = piece.message || why;
    const isNeeded = NEEDED_FOR[piece.kind]?.includes(category) === true;
    const isLog = piece.kind === "log" || piece.kind === "no_log";
    const penalty = isLog && !hasLog ? LOG_PENALTY : isNeeded ? NEEDED_PENALTY : OTHER_PENALTY;
    return [{ collector: piece.collector, text: `${piece.title || piece.kind}: ${reason}`, penalty }];
  });
  if (!hasLog && !gaps.some((gap) => gap.penalty === LOG_PENALTY)) {
    gaps.push({ collector: "log", text: "No task log was collected", penalty: NO_LOG_PENALTY });
  }
  return gaps;
}

/** The repository is missing once, though both its code and its changes are. */
function isSaidByChanges(piece: EvidencePiece, evidence: readonly EvidencePiece[]): boolean {
  const isUnconnected = ({ status }: EvidencePiece) => status === "not_connected";
  return (
    piece.kind === "code" &&
    isUnconnected(piece) &&
    evidence.some((other) => other.kind === "commit" && isUnconnected(other))
  );
}

/** The highest confidence allowed with these gaps. */
export function confidenceCap(gaps: readonly Gap[]): number {
  return Math.max(0.25, 0.97 - gaps.reduce((sum, gap) => sum + gap.penalty, 0));
}
