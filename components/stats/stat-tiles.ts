import { duration } from "@/components/time/format-time";
import { count } from "@/components/ui/words";
import type { Stats } from "@/lib/stats/schemas";

interface Tile {
  name: string;
  value: string;
  note: string;
}

/** The page's headline: how many incidents, compared with the previous period. */
export function finding({ opened, previousOpened }: Stats["totals"]): string {
  if (opened === 0 && previousOpened === 0) return "No incidents in this period or the previous one";
  const difference = opened - previousOpened;
  const comparison =
    difference === 0 ? "as many as" : `${Math.abs(difference)} ${difference > 0 ? "more" : "fewer"} than`;
  return `${count(opened, "incident")}, ${comparison} in the previous period`;
}

/** The tiles above the charts. */
export function statTiles(stats: Stats): Tile[] {
  const { totals } = stats;
  return [
    { name: "Open now", value: String(totals.open), note: `${totals.resolved} resolved in this period` },
    {
      name: "Diagnosed",
      value: `${totals.diagnosed} of ${totals.opened}`,
      note: `${count(totals.occurrences, "occurrence")} in total`,
    },
    durationTile("Time to diagnosis", stats.timeToDiagnosis),
    durationTile("Time to acknowledge", stats.timeToAcknowledge),
    durationTile("Time to resolve", stats.timeToResolve),
  ];
}

function durationTile(name: string, { count: n, p50Ms, p95Ms }: Stats["timeToDiagnosis"]): Tile {
  if (p50Ms === null) return { name, value: "–", note: "none in this period" };
  const tail = p95Ms === null ? "" : `; 95% within ${duration(p95Ms)}`;
  return { name, value: duration(p50Ms), note: `median of ${n}${tail}` };
}
