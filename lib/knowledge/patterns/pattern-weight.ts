/** What was learned about a pattern, and when. */
export interface PatternEvent {
  kind: "cause_right" | "cause_wrong" | "fix_worked" | "fix_failed";
  at: Date;
}

export interface Success {
  /** Expected share of right ones, newer ones counting more, 0 to 1; 0.5 if nothing is known. */
  success: number;
  worked: number;
  tried: number;
}

export interface PatternWeight {
  cause: Success;
  /** Null without a fix whose outcome is known. */
  fix: Success | null;
  /** Whether its cause may lead a diagnosis. */
  isUsable: boolean;
  /** Whether its fix may be proposed again. */
  isFixUsable: boolean;
}

/** After this time something counts half. */
const HALF_LIFE_DAYS = 180;
const DAY_MS = 24 * 3_600_000;
/** What failed after its last success counts more: what stopped working is not made up for by a long past. */
const SINCE_LAST_SUCCESS = 2;
/** Below it a pattern is only shown. */
const MIN_SUCCESS = 0.5;

/**
 * How far a pattern can be relied on: the mean of a beta distribution that starts at one right and one wrong, over verdicts on
 * its cause and outcomes of its fix. Pure.
 */
export function patternWeight(history: readonly PatternEvent[], now: Date): PatternWeight {
  const cause = successOf(history, "cause_right", "cause_wrong", now);
  const fix = successOf(history, "fix_worked", "fix_failed", now);
  return {
    cause,
    fix: fix.tried === 0 ? null : fix,
    isUsable: cause.success >= MIN_SUCCESS,
    isFixUsable: fix.tried === 0 || fix.success >= MIN_SUCCESS,
  };
}

function successOf(
  history: readonly PatternEvent[],
  good: PatternEvent["kind"],
  bad: PatternEvent["kind"],
  now: Date,
): Success {
  const rights = history.filter(({ kind }) => kind === good);
  const wrongs = history.filter(({ kind }) => kind === bad);
  const lastRight = Math.max(...rights.map(({ at }) => at.getTime()), Number.NEGATIVE_INFINITY);
  const weightOf = ({ at }: PatternEvent) =>
    0.5 ** (Math.max(0, now.getTime() - at.getTime()) / DAY_MS / HALF_LIFE_DAYS);
  const right = rights.reduce((sum, event) => sum + weightOf(event), 0);
  const wrong = wrongs.reduce(
    (sum, event) => sum + weightOf(event) * (event.at.getTime() > lastRight ? SINCE_LAST_SUCCESS : 1),
    0,
  );
  return {
    success: (1 + right) / (2 + right + wrong),
    worked: rights.length,
    tried: rights.length + wrongs.length,
  };
}
