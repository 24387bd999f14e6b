import { WITHIN, type ListView } from "@/components/incidents/list-view";
import { phrase } from "@/components/ui/words";
import type { IncidentSummary } from "@/lib/incidents/schemas";

/** Several values of one kind: `high or critical`. */
export function either(values: readonly string[] | undefined): string | null {
  return values?.length ? values.map(phrase).join(" or ") : null;
}

/** The view in words: `open · production · schema change · last 7 days`. */
export function filterSentence({ filter, within }: ListView): string {
  const parts = [
    either(filter.status) ?? "any status",
    either(filter.severity),
    either(filter.category),
    filter.environment,
    filter.pipeline && `pipeline ${filter.pipeline}`,
    filter.task && `task ${filter.task}`,
    filter.source && `source ${filter.source}`,
    assigneeWords(filter.assignee),
    within && WITHIN[within],
    filter.since && `since ${filter.since.slice(0, 10)}`,
    filter.until && `until ${filter.until.slice(0, 10)}`,
    filter.q && `matching “${filter.q}”`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function assigneeWords(assignee: string | undefined): string | null {
  if (!assignee) return null;
  if (assignee === "me") return "mine";
  return assignee === "none" ? "nobody’s" : "of one person";
}

/** The answer at the top of the list: how much is broken and who has it. */
export function headline(items: readonly IncidentSummary[], isOpenView: boolean, hasMore: boolean): string {
  const total = hasMore ? `more than ${items.length}` : String(items.length);
  if (!isOpenView && items.length === 0) return "No incident in this view";
  if (!isOpenView) return hasMore ? `More than ${items.length} in this view` : `${total} in this view`;
  if (items.length === 0) return "Nothing is failing";
  const critical = items.filter((one) => one.severity === "critical").length;
  const unowned = items.filter((one) => !one.assignee).length;
  // Of a list that goes on only its beginning was counted.
  const least = hasMore ? "at least " : "";
  const text = [
    `${total} open`,
    critical > 0 ? `${least}${critical} critical` : null,
    unowned === 0 ? (hasMore ? null : "all of them with an owner") : `${least}${unowned} without an owner`,
  ]
    .filter(Boolean)
    .join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
