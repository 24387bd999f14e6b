import { duration } from "@/components/time/format-time";
import { count } from "@/components/ui/words";
import type { Stats } from "@/lib/stats/schemas";

interface Tile {
  name: string;
  value: string;
  note: string;
}

/** The page's answer in a sentence: more or fewer than in the period before. */
export function finding({ opened, previousOpened }: Stats["totals"]): string {
  if (opened === 0 && previousOpened === 0) return "No incident in this period, and none in the one before";
  const difference = opened - previousOpened;
  const before =
    difference === 0 ? "as many as" : `${Math.abs(difference)} ${difference > 0 ? "more" : "fewer"} than`;
  return `${count(opened, "incident")}, ${before} in the period before`;
}

/** The figures above the charts. */
export function statTiles(stats: Stats): Tile[] {
  const { totals } = stats;
  return [
    { name: "Open now", value: String(totals.open), note: `${totals.resolved} resolved in the period` },
    {
      name: "Diagnosed",
      value: `${totals.diagnosed} of ${totals.opened}`,
      note: `${count(totals.occurrences, "occurrence")} in all`,
    },
    spreadTile("Time to diagnosis", stats.timeToDiagnosis),
    spreadTile("Time to acknowledge", stats.timeToAcknowledge),
    spreadTile("Time to resolve", stats.timeToResolve),
  ];
}

function spreadTile(name: string, { count: n, p50Ms, p95Ms }: Stats["timeToDiagnosis"]): Tile {
  if (p50Ms === null) return { name, value: "–", note: "none in the period" };
  const tail = p95Ms === null ? "" : `; 95 % within ${duration(p95Ms)}`;
  return { name, value: duration(p50Ms), note: `median of ${n}${tail}` };
}
