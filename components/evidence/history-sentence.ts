import { count } from "@/components/ui/words";
import type { HistoryFacts } from "@/lib/evidence/schemas";

/** What the orchestrator's earlier runs say, before they are listed. */
export function historySentence({
  knownRuns,
  failedRuns,
  failuresInARow,
}: Pick<HistoryFacts, "knownRuns" | "failedRuns" | "failuresInARow">): string {
  const runs = count(knownRuns, "earlier run");
  if (failedRuns === 0) return `None of ${runs} failed`;
  const row = failuresInARow > 1 ? `, ${failuresInARow} in a row with this one` : "";
  return `${failedRuns} of ${runs} failed${row}`;
}
