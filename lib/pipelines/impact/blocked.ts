import { CRITICALITIES } from "@/lib/failures/schemas";
import type { IncidentImpact, ImpactItem } from "@/lib/pipelines/impact/schemas";
import type { TeamRef } from "@/lib/pipelines/schemas";

/** The pipelines that cannot run, the most critical first. Pure. */
export function blockedItems({ items, blocked }: Pick<IncidentImpact, "items" | "blocked">): ImpactItem[] {
  const ids = new Set(blocked);
  const rank = ({ criticality }: ImpactItem) => -CRITICALITIES.indexOf(criticality ?? "normal");
  return items
    .filter(({ kind, id }) => kind === "pipeline" && ids.has(id))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** The team of the most critical pipeline that cannot run and has one. Pure. */
export function ownerOfBlocked(impact: Pick<IncidentImpact, "items" | "blocked">): TeamRef | null {
  return blockedItems(impact).find(({ ownerTeam }) => ownerTeam !== null)?.ownerTeam ?? null;
}
