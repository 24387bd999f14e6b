import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { WITHIN, type ListView } from "@/components/incidents/list-view";
import { amount, phrase } from "@/components/ui/words";
import type { IncidentPage } from "@/lib/desk/schemas";

type IncidentCounts = NonNullable<IncidentPage["counts"]>;

/** Joins several values of one filter: `high or critical`; null for none. */
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
    teamWords(filter.team),
    either(filter.resolution?.map((resolution) => RESOLUTION_LABEL[resolution].toLowerCase())),
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
  return assignee === "none" ? "unassigned" : "assigned to one person";
}

function teamWords(team: string | undefined): string | null {
  if (!team) return null;
  if (team === "mine") return "of my teams";
  return team === "none" ? "without an owner team" : `team ${team}`;
}

/** The list's headline: how many incidents are open and unassigned, as far as they were counted. */
export function headline(counts: IncidentCounts, isOpenView: boolean): string {
  const { total, critical, isLowerBound } = counts;
  const all = amount(total, isLowerBound);
  if (!isOpenView) return total === 0 ? "No incidents in this view" : `${all} in this view`;
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
  if (unowned > 0) return `${amount(unowned, isLowerBound)} unassigned`;
  // Incidents beyond the count may be unassigned.
  if (isLowerBound) return null;
  return total === 1 ? "assigned" : "all assigned";
}
