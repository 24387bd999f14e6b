import { count } from "@/components/ui/words";
import type { IncidentImpact, ImpactDeadline, ImpactItem } from "@/lib/pipelines/impact/schemas";

/** `2 pipelines, 3 datasets and 1 dashboard`; empty if nothing depends on it. */
export function impactCounts({ counts }: Pick<IncidentImpact, "counts">): string {
  const parts = [
    counts.pipelines > 0 ? count(counts.pipelines, "pipeline") : null,
    counts.datasets > 0 ? count(counts.datasets, "dataset") : null,
    counts.dashboards > 0 ? count(counts.dashboards, "dashboard") : null,
  ].filter((part) => part !== null);
  return parts.join(", ").replace(/, ([^,]*)$/, " and $1");
}

/** How urgent a deadline is at `now` (epoch ms). */
export function deadlineUrgency(
  { at, fixBy }: Pick<ImpactDeadline, "at" | "fixBy">,
  now: number,
): "missed" | "at_risk" | "open" {
  if (now >= Date.parse(at)) return "missed";
  return fixBy !== null && now >= Date.parse(fixBy) ? "at_risk" : "open";
}

/** Whose it is: the team, otherwise the owner as its system names it. */
export function ownerWords({ ownerTeam, owner }: Pick<ImpactItem, "ownerTeam" | "owner">): string | null {
  return ownerTeam?.name ?? owner;
}

/** What people look at first: critical pipelines, dashboards, other pipelines, then datasets. */
export function orderItems(items: readonly ImpactItem[]): ImpactItem[] {
  const rank = ({ kind, criticality }: ImpactItem) =>
    criticality === "critical" ? 0 : kind === "dashboard" ? 1 : kind === "pipeline" ? 2 : 3;
  return items.toSorted((a, b) => rank(a) - rank(b) || a.path.length - b.path.length);
}
