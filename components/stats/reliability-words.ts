import { count, percent } from "@/components/ui/words";
import type { Reliability } from "@/lib/knowledge/reliability/schemas";

/** The finding in one sentence: whether confidence can be taken at its word. */
export function reliabilityFinding({ count: judged, isEnough, right, confidence }: Reliability): string {
  if (judged === 0 || right === null || confidence === null)
    return "No diagnosis has been judged in this period. Answer “Was this right?” on an incident.";
  const said = `${count(judged, "verdict")}: said ${percent(confidence)} on average, right ${percent(right)}`;
  if (!isEnough) return `${said}. Too few to judge.`;
  const difference = confidence - right;
  if (Math.abs(difference) < 0.05) return `${said}.`;
  return `${said}, so ${difference > 0 ? "too sure" : "not sure enough"}.`;
}

/** What the Brier score means beside its baseline. */
export function brierSentence({ brier, baseline, isEnough }: Reliability): string | null {
  if (brier === null || baseline === null || !isEnough) return null;
  const better = brier < baseline;
  return `Brier score ${brier.toFixed(3)}, ${better ? "better" : "no better"} than ${baseline.toFixed(3)} for always saying the same. 0 is perfect.`;
}

/** `60–80%` */
export function binLabel({ from, to }: { from: number; to: number }): string {
  return `${Math.round(from * 100)}–${percent(to)}`;
}
