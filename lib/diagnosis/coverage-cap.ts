import type { EvidenceKind, EvidenceStatus, Provenance } from "@/lib/evidence/schemas";
import type { Category } from "@/lib/failures/schemas";

/** What of a piece of evidence counts for the cap. */
export interface CollectedStatus {
  collector: string;
  kind: EvidenceKind;
  status: EvidenceStatus;
  title: string;
  /** Why it is missing. */
  message: string | null;
  /** A fact if not known, as for a log from a file. */
  provenance?: Provenance;
  /** Whether it says by itself how the attempt ended, as scheduler events may. */
  saysHowItEnded?: boolean;
}

/** Missing evidence, and the highest confidence without it (0..1). */
export interface CoverageLimit {
  collector: string;
  text: string;
  cap: number;
}

/** The highest confidence with all evidence; the engine's calibration ends below it. */
export const FULL_COVERAGE = 0.97;
/** From here on a diagnosis counts as sure. */
export const HIGH_CONFIDENCE = 0.8;

/** Without a log nothing shows what failed, unless the scheduler recorded how the attempt ended. */
const WITHOUT_LOG = 0.52;
const WITHOUT_LOG_BUT_READ_EVENTS = 0.75;
const LOG_WITH_REASON = 0.67;
/** Evidence that could confirm or exclude the cause. */
const WITHOUT_NEEDED = 0.85;
const WITHOUT_OTHER = 0.95;

/** The kinds of evidence that could confirm or exclude a cause of this category. */
const NEEDED_FOR: Partial<Record<Category, readonly EvidenceKind[]>> = {
  code_bug: ["commit"],
  missing_dependency: ["deploy"],
  configuration: ["deploy"],
  schema_change: ["schema_change"],
  warehouse_sql: ["schema_change"],
  upstream_missing_data: ["upstream"],
  data_quality: ["upstream"],
  infrastructure: ["upstream", "no_log"],
};

const WHY: Partial<Record<EvidenceStatus, string>> = {
  denied: "access was denied",
  timeout: "it timed out",
  not_connected: "it is not connected",
  failed: "it could not be read",
};

/**
 * How missing evidence limits the confidence in a cause of this category. The rule: the lowest of these caps counts.
 * - 52 % without a log of the failed attempt; 67 % if it is known why there is none; 75 % if the scheduler recorded how the
 *   attempt ended
 * - 85 % without evidence that could confirm or exclude this kind of cause, such as code changes for a bug
 * - 95 % without any other evidence
 * An empty answer is a result, not a gap. Pure.
 */
export function coverageCap(
  statuses: readonly CollectedStatus[],
  category: Category,
): { cap: number; limits: CoverageLimit[] } {
  const hasLog = statuses.some(({ kind, status }) => kind === "log" && status === "ok");
  const endingKnown = statuses.some(({ status, saysHowItEnded }) => status === "ok" && saysHowItEnded);
  const limits = statuses.flatMap((piece): CoverageLimit[] => {
    const why = WHY[piece.status];
    if (why === undefined || isSaidByChanges(piece, statuses)) return [];
    const isLog = !hasLog && (piece.kind === "log" || (piece.kind === "no_log" && !isEvents(piece)));
    const isNeeded = NEEDED_FOR[category]?.includes(piece.kind) === true;
    const other = isNeeded ? WITHOUT_NEEDED : WITHOUT_OTHER;
    const cap = isLog ? (endingKnown ? WITHOUT_LOG_BUT_READ_EVENTS : LOG_WITH_REASON) : other;
    return [
      { collector: piece.collector, text: `${piece.title || piece.kind}: ${piece.message || why}`, cap },
    ];
  });
  if (!hasLog && !limits.some(({ cap }) => cap <= WITHOUT_LOG_BUT_READ_EVENTS)) {
    const cap = endingKnown ? WITHOUT_LOG_BUT_READ_EVENTS : WITHOUT_LOG;
    limits.push({ collector: "log", text: "No task log was collected", cap });
  }
  return { cap: Math.min(FULL_COVERAGE, ...limits.map((limit) => limit.cap)), limits };
}

/** The log collector reports a missing log under the same kind as scheduler events. */
const isEvents = ({ collector }: CollectedStatus): boolean => collector === "silent-end";

/** The repository is missing once, though both its code and its changes are. */
function isSaidByChanges(piece: CollectedStatus, statuses: readonly CollectedStatus[]): boolean {
  const isUnconnected = ({ status }: CollectedStatus) => status === "not_connected";
  return (
    piece.kind === "code" &&
    isUnconnected(piece) &&
    statuses.some((other) => other.kind === "commit" && isUnconnected(other))
  );
}

/** What a diagnosis cites. */
interface Cited {
  claims: readonly { citations: readonly { evidenceId: string }[] }[];
  evidence: readonly { id: string; provenance?: Provenance }[];
}

/**
 * The confidence allowed by what the diagnosis cites: below high if it cites no fact, only what someone reported. Pure.
 */
export function factCap({ claims, evidence }: Cited): number {
  const cited = new Set(claims.flatMap(({ citations }) => citations.map(({ evidenceId }) => evidenceId)));
  const hasFact = evidence.some(({ id, provenance = "fact" }) => cited.has(id) && provenance === "fact");
  return hasFact ? 1 : HIGH_CONFIDENCE - 0.01;
}
