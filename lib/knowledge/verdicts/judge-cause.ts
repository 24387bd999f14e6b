import type { ConfirmationKind } from "@/lib/knowledge/patterns/schemas";

/** A person's current verdict. */
export interface GivenVerdict {
  verdict: string;
  category: string | null;
  cause: string | null;
  actorName: string;
  diagnosisId: string;
  /** What the diagnosis said. */
  saidCategory: string;
  saidCause: string;
  createdAt: Date;
}

/** A merged fix whose rerun succeeded. */
export interface WorkedFix {
  id: string;
  title: string;
  prNumber: number | null;
  outcomeAt: Date;
  diagnosisId: string;
  /** What its diagnosis says. */
  saidCategory: string;
  saidCause: string;
}

export interface JudgedCause {
  category: string;
  rootCause: string;
  kind: ConfirmationKind;
  confirmedBy: string;
  diagnosisId: string;
  fixId: string | null;
  at: Date;
}

/**
 * The confirmed cause of an incident, or null. Of several verdicts the latest counts. "right" confirms what the diagnosis said,
 * "wrong" with category and cause confirms these. A fix that worked confirms its diagnosis, unless a person called that wrong
 * later; "partly" confirms nothing. Pure.
 */
export function judgeCause(
  verdicts: readonly GivenVerdict[],
  fixes: readonly WorkedFix[],
): JudgedCause | null {
  const latest = verdicts.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0];
  const fix = fixes.toSorted((a, b) => b.outcomeAt.getTime() - a.outcomeAt.getTime())[0];
  if (latest?.verdict === "right") return known(latest.saidCategory) ? ofVerdict(latest) : ofFix(fix);
  if (latest?.verdict !== "wrong") return ofFix(fix);
  if (latest.category !== null && latest.cause !== null)
    return {
      category: latest.category,
      rootCause: latest.cause,
      kind: "correction",
      confirmedBy: latest.actorName,
      diagnosisId: latest.diagnosisId,
      fixId: null,
      at: latest.createdAt,
    };
  return fix && fix.outcomeAt > latest.createdAt ? ofFix(fix) : null;
}

function ofVerdict(verdict: GivenVerdict): JudgedCause {
  return {
    category: verdict.saidCategory,
    rootCause: verdict.saidCause,
    kind: "verdict",
    confirmedBy: verdict.actorName,
    diagnosisId: verdict.diagnosisId,
    fixId: null,
    at: verdict.createdAt,
  };
}

function ofFix(fix: WorkedFix | undefined): JudgedCause | null {
  if (fix === undefined || !known(fix.saidCategory)) return null;
  return {
    category: fix.saidCategory,
    rootCause: fix.saidCause,
    kind: "fix",
    confirmedBy: fix.prNumber === null ? `the fix “${fix.title}”` : `pull request #${fix.prNumber}`,
    diagnosisId: fix.diagnosisId,
    fixId: fix.id,
    at: fix.outcomeAt,
  };
}

const known = (category: string) => category !== "unknown";
