import type { RepeatedFix } from "@/lib/fixes/schemas";

/** An earlier fix with the same change, as stored. */
export interface EarlierFix {
  id: string;
  incidentNumber: number;
  status: string;
  /** `approved` or `rejected`; null if nobody decided. */
  decision: string | null;
  reason: string | null;
  /** `worked`, `did_not_work` or `unknown`; null before the merge. */
  outcome: string | null;
  createdAt: Date;
  /** When it was rejected or its outcome was seen; null if neither happened. */
  judgedAt: Date | null;
}

type Verdict = RepeatedFix["verdict"];

/** Verdicts of people and runs come first, whichever is the latest; then what happened to a fix that nobody judged. */
const ORDER: Readonly<Record<Verdict, number>> = {
  did_not_work: 0,
  rejected: 0,
  worked: 0,
  merged: 1,
  closed: 2,
  unknown: 3,
};

/**
 * The most telling of earlier fixes with the same change; null if there is none. The latest verdict counts: a change that
 * worked after it had been rejected is one that works. Pure.
 */
export function mostTelling(earlier: readonly EarlierFix[]): RepeatedFix | null {
  const timeOf = ({ judgedAt, createdAt }: EarlierFix) => (judgedAt ?? createdAt).getTime();
  const [first] = earlier.toSorted(
    (a, b) => ORDER[verdictOf(a)] - ORDER[verdictOf(b)] || timeOf(b) - timeOf(a),
  );
  if (!first) return null;
  const verdict = verdictOf(first);
  return { fixId: first.id, incidentNumber: first.incidentNumber, verdict, text: textOf(first, verdict) };
}

/** Whether a change should not be the first choice, because people or runs have shown that it is wrong. */
export function isDiscouraged(repeats: Pick<RepeatedFix, "verdict"> | null): boolean {
  return repeats?.verdict === "did_not_work" || repeats?.verdict === "rejected";
}

function verdictOf({ status, decision, outcome }: EarlierFix): Verdict {
  if (outcome === "did_not_work" || outcome === "worked") return outcome;
  if (decision === "rejected") return "rejected";
  if (status === "merged" || status === "closed") return status;
  return "unknown";
}

function textOf({ incidentNumber, status, reason }: EarlierFix, verdict: Verdict): string {
  const why = reason ? `: ${reason.slice(0, 200)}` : "";
  const said: Record<Verdict, string> = {
    worked: "merged, worked",
    did_not_work: "merged, did not work",
    rejected: `rejected${why}`,
    merged: "merged",
    closed: "closed without merging",
    unknown: status === "open" || status === "opening" ? "pull request open" : "proposed, not used",
  };
  return `Same change as the fix of #${incidentNumber} (${said[verdict]})`;
}
