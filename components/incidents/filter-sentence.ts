import { sentence } from "@/components/incidents/words";
import type { IncidentFilter } from "@/lib/incidents/schemas";

/** The filter in words: `Showing open · high · schema change · pipeline orders_daily`. */
export function filterSentence(filter: IncidentFilter): string {
  const low = (word: string) => sentence(word).toLowerCase();
  const parts = [
    filter.status?.map(low).join(" or "),
    filter.severity?.map(low).join(" or "),
    filter.category?.map(low).join(" or "),
    filter.environment,
    filter.pipeline && `pipeline ${filter.pipeline}`,
    filter.task && `task ${filter.task}`,
    filter.assignee === "me" ? "mine" : filter.assignee === "none" ? "nobody's" : undefined,
    filter.q && `matching “${filter.q}”`,
  ].filter(Boolean);
  return parts.length === 0
    ? "Showing every incident, newest activity first"
    : `Showing ${parts.join(" · ")}`;
}
