/** Compares failing lines of about the same score by what they say. */
import { COUNTS_REASON } from "@/lib/logs/ranking/line-evidence";

export const ONLY_WRAPS = "exception that only wraps another failure";
export const LOGGED_AS_CRITICAL = "logged as critical";
export const LOGGED_AS_ERROR = "logged as an error";

/** A quoted name. */
const QUOTED = /(?:^|[\s(=:,[{])['"`«“„][^'"`«»“”„\n]{1,120}['"`»”]/;
/** PostgreSQL's remarks, which no failure follows from. */
const NOTICE = /\bNOTICE: /;
/** Reasons of lines that say that something failed, but hardly what. */
const VAGUE = new Set(["mentions an error", "says how something failed", COUNTS_REASON]);
const NAMES = 8;
const SAYS_LITTLE = -11;
const LOUD = -4;
const PER_LENGTH = 4.5;
const TYPICAL_LENGTH = 90;
/** Something about the line's place or level speaks clearly against it. */
const PULLED_DOWN = -6;

/**
 * Points for a line that names what it is about and says more than that something failed; they decide between lines of about
 * the same score. The proportions are those of a logistic ranking of the candidates of real failures.
 */
export function specificity(text: string, reasons: readonly { text: string; points: number }[]): number {
  const has = (reason: string) => reasons.some((candidate) => candidate.text === reason);
  if (has(ONLY_WRAPS) || NOTICE.test(text)) return SAYS_LITTLE * 2;
  const named = QUOTED.test(text) ? NAMES : 0;
  const vague = reasons.some((reason) => VAGUE.has(reason.text)) ? SAYS_LITTLE : 0;
  const loud = has(LOGGED_AS_ERROR) ? LOUD : 0;
  const points = named + vague + loud + PER_LENGTH * Math.log((1 + text.length) / TYPICAL_LENGTH);
  const isPulledDown = reasons.some((reason) => reason.points <= PULLED_DOWN);
  return isPulledDown ? Math.min(0, points) : points;
}
