/** How an incident was resolved, and what happened since. */
export interface Aftermath {
  resolvedAt: Date | null;
  /** `fixed`, `transient` and so on; null if nobody said. */
  resolution: string | null;
  /** What was said at the resolution: its reason, or else the last comment before or after it. */
  comment: string | null;
  /** When the same failure came back; null if it did not. */
  cameBackAt: Date | null;
  /** Successful runs of the pipeline from the resolution until then, at most 1,000. */
  goodRuns: number;
}

export const HOLDINGS = ["held", "came_back", "too_early"] as const;
export type Holding = (typeof HOLDINGS)[number];

const DAY_MS = 24 * 3_600_000;
/** A failure that returns later, after this many days and runs, is counted as a new one. */
const MAX_DAYS = 14;
const MAX_RUNS = 20;
/** Successful runs that show that a resolution holds before the days are over. */
const MIN_GOOD_RUNS = 5;

/**
 * Whether a resolution held: the same failure did not come back within 14 days, or within 20 runs where those take longer. Too
 * early to say before five successful runs or 14 days. Null for an incident that is not resolved. Pure.
 */
export function holdingOf({ resolvedAt, cameBackAt, goodRuns }: Aftermath, now: Date): Holding | null {
  if (resolvedAt === null) return null;
  const days = ((cameBackAt ?? now).getTime() - resolvedAt.getTime()) / DAY_MS;
  if (cameBackAt !== null) return days <= MAX_DAYS || goodRuns < MAX_RUNS ? "came_back" : "held";
  return goodRuns >= MIN_GOOD_RUNS || days >= MAX_DAYS ? "held" : "too_early";
}

const HOLDING_SENTENCES: Record<Holding, string> = {
  held: "It held",
  came_back: "It did not hold: the failure came back",
  too_early: "Too early to say whether it holds",
};

/** One line for people: `Resolved as fixed. It held: 12 successful runs since.` Null for an incident that is open. Pure. */
export function describeAftermath(aftermath: Aftermath, now: Date): string | null {
  const { resolution, cameBackAt, goodRuns, resolvedAt } = aftermath;
  const holding = holdingOf(aftermath, now);
  if (holding === null || resolvedAt === null) return null;
  const how = resolution === null ? "Resolved" : `Resolved as ${resolution.replaceAll("_", " ")}`;
  const runs = `${goodRuns} successful ${goodRuns === 1 ? "run" : "runs"}`;
  const after = cameBackAt === null ? `${runs} since` : `${spanOf(resolvedAt, cameBackAt)} and ${runs} later`;
  return `${how}. ${HOLDING_SENTENCES[holding]}${holding === "came_back" ? ` ${after}` : `: ${after}`}.`;
}

function spanOf(from: Date, to: Date): string {
  const hours = Math.max(1, Math.round((to.getTime() - from.getTime()) / 3_600_000));
  if (hours < 48) return hours === 1 ? "1 hour" : `${hours} hours`;
  return `${Math.round(hours / 24)} days`;
}
