import { count, percent } from "@/components/ui/words";
import type { Reliability } from "@/lib/knowledge/reliability/schemas";

/** The finding in one sentence: whether confidence can be taken at its word. */
export function reliabilityFinding({
  count: judged,
  isEnough,
  right,
  interval,
  confidence,
}: Reliability): string {
  if (judged === 0 || right === null || interval === null || confidence === null)
    return "No diagnosis has been judged in this period. Answer “Was this right?” on an incident.";
  const said = `${count(judged, "verdict")}: said ${percent(confidence)} on average, right ${percent(right)}`;
  if (!isEnough) return `${said}. Too few to judge.`;
  // What lies within the interval may be chance.
  if (confidence > interval.high) return `${said} (overconfident).`;
  return `${said}${confidence < interval.low ? " (underconfident)" : ""}.`;
}

/** What the Brier score means beside its baseline. */
export function brierSentence({ brier, baseline, isEnough }: Reliability): string | null {
  if (brier === null || baseline === null || !isEnough) return null;
  const better = brier < baseline;
  return `Brier score ${brier.toFixed(3)}, ${better ? "better" : "no better"} than ${baseline.toFixed(3)} for always stating the average. 0 is perfect.`;
}

/** `60–80%` */
export function binLabel({ from, to }: { from: number; to: number }): string {
  return `${Math.round(from * 100)}–${percent(to)}`;
}
