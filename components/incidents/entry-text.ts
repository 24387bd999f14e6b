import { sentence } from "@/components/ui/words";
import { INCIDENT_STATUSES, type TimelineEntry } from "@/lib/incidents/schemas";

const CHANGE = /^([a-z]{3,20}) → ([a-z]{3,20})/;
const KNOWN: readonly string[] = INCIDENT_STATUSES;

/** An entry as the page says it: `triggered → resolved` becomes `Triggered → Resolved`, all else stays. */
export function entryText({ kind, text }: Pick<TimelineEntry, "kind" | "text">): string {
  const [whole, from, to] = CHANGE.exec(text) ?? [];
  if (kind !== "status" || !whole || !from || !to || !KNOWN.includes(from) || !KNOWN.includes(to))
    return text;
  return `${sentence(from)} → ${sentence(to)}${text.slice(whole.length)}`;
}
