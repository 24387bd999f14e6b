import { WITHIN, type ListView } from "@/components/incidents/list-view";
import { amount, phrase } from "@/components/ui/words";
import type { IncidentPage } from "@/lib/desk/schemas";

type IncidentCounts = NonNullable<IncidentPage["counts"]>;

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
    filter.subject && `${either(filter.subject)} failures`,
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

/** The answer at the top of the list: how much is broken and who has it, as far as it was counted. */
export function headline(counts: IncidentCounts, isOpenView: boolean): string {
  const { total, critical, isLowerBound } = counts;
  const all = amount(total, isLowerBound);
  if (!isOpenView) return total === 0 ? "No incident in this view" : `${all} in this view`;
  if (total === 0) return "Nothing is failing";
  return [
    `${all} open`,
    critical > 0 ? `${amount(critical, isLowerBound)} critical` : null,
    ownersWords(counts),
  ]
    .filter(Boolean)
    .join(", ");
}

function ownersWords({ total, unowned, isLowerBound }: IncidentCounts): string | null {
  if (unowned > 0) return `${amount(unowned, isLowerBound)} without an owner`;
  // Among those that were not counted there may be some.
  if (isLowerBound) return null;
  return total === 1 ? "with an owner" : "all of them with an owner";
}
