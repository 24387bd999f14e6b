"use client";

import { useQuery } from "@tanstack/react-query";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { MultiFilter, SingleFilter } from "@/components/incidents/filter-chips";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { RESOLUTIONS } from "@/lib/incidents/schemas";
import { teamsQuery } from "@/lib/workspaces/teams/query-options";

interface FilterProps {
  filter: IncidentFilter;
  set: (part: Partial<IncidentFilter>) => void;
}

/** By owner team, where there are teams. */
export function TeamFilter({ filter, set }: FilterProps) {
  const { data } = useQuery(teamsQuery());
  const teams = data?.items ?? [];
  if (teams.length === 0 && !filter.team) return null;
  const named = Object.fromEntries(teams.map(({ slug, name }) => [slug, name]));
  return (
    <SingleFilter
      name="team"
      areNames
      values={{ mine: "My teams", none: "No team", ...named }}
      chosen={filter.team}
      onChoose={(team) => set({ team })}
    />
  );
}

/** By resolution, in views that may show resolved incidents. */
export function ResolutionFilter({ filter, set }: FilterProps) {
  const { status, resolution } = filter;
  if (status?.length && !status.includes("resolved") && !resolution) return null;
  return (
    <MultiFilter
      name="resolution"
      values={RESOLUTIONS}
      labels={RESOLUTION_LABEL}
      chosen={resolution}
      onChoose={(chosen) => set({ resolution: chosen })}
    />
  );
}
