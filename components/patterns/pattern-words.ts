import { count } from "@/components/ui/words";
import type { IncidentPattern, PatternSummary } from "@/lib/knowledge/patterns/schemas";

/** `seen 7 times, confirmed 3 times, last by Ada`. */
export function seenWords({
  timesSeen,
  confirmations,
  confirmedBy = null,
}: Pick<IncidentPattern, "timesSeen" | "confirmations"> & { confirmedBy?: string | null }): string {
  const by =
    confirmedBy === null
      ? ""
      : `${confirmations === 1 ? "" : ","}${confirmations === 1 ? "" : " last"} by ${confirmedBy}`;
  return `seen ${times(timesSeen)}, confirmed ${times(confirmations)}${by}`;
}

/** `fix #142 worked 5 of 7 times`; empty if there is none, or its outcome is not known. */
export function fixWorkedWords({ fix, fixSuccess }: Pick<PatternSummary, "fix" | "fixSuccess">): string {
  if (fix === null) return "";
  const name =
    fix.pullRequest === null ? `the fix of #${fix.incidentNumber}` : `fix #${fix.pullRequest.number}`;
  return fixSuccess === null ? "" : `${name} worked ${shareWords(fixSuccess)}`;
}

/** `5 of 7 times`, `1 of 1 time`. */
export function shareWords({ worked, tried }: { worked: number; tried: number }): string {
  return `${worked} of ${count(tried, "time")}`;
}

const times = (n: number) => (n === 1 ? "once" : count(n, "time"));

const USES: Record<PatternSummary["use"], { label: string; hint: string }> = {
  used: { label: "Used", hint: "Its cause leads the diagnosis when its evidence is seen again" },
  shown: { label: "Only shown", hint: "Its cause was wrong too often to lead a diagnosis" },
  off: { label: "Off", hint: "It matches nothing" },
};

/** How a pattern is used, in words. */
export function usageWords(use: PatternSummary["use"]): { label: string; hint: string } {
  return USES[use];
}
