import { count } from "@/components/ui/words";
import type { HistoryFacts } from "@/lib/evidence/schemas";

/** Sums up the earlier runs, above their list. */
export function historySentence({
  knownRuns,
  failedRuns,
  failuresInARow,
}: Pick<HistoryFacts, "knownRuns" | "failedRuns" | "failuresInARow">): string {
  const runs = count(knownRuns, "earlier run");
  if (failedRuns === 0) return knownRuns === 1 ? "The earlier run succeeded" : `None of ${runs} failed`;
  const row = failuresInARow > 1 ? `, ${failuresInARow} in a row including this one` : "";
  return `${failedRuns} of ${runs} failed${row}`;
}
