"use client";

import { useQuery } from "@tanstack/react-query";
import { FixCard } from "@/components/fixes/fix-card";
import { NoPatchCard } from "@/components/fixes/no-patch-card";
import { fixesQuery } from "@/lib/fixes/query-options";
import type { Incident } from "@/lib/desk/schemas";

/** What could be changed; fixes that a newer one replaced stay out of the way. */
export function FixCards({ incident }: { incident: Incident }) {
  const { data } = useQuery(fixesQuery(incident.id));
  const current = (data?.items ?? []).filter((fix) => fix.status !== "superseded");
  const known = incident.diagnosis?.recommendedActions ?? [];
  // Before somebody has the incident that comes first; after it is over nothing is urgent.
  const isTakenUp = incident.status === "acknowledged" || incident.status === "investigating";
  const firstPatch = current.find((fix) => fix.kind === "patch");
  return current.map((fix) =>
    fix.kind === "manual" ? (
      <NoPatchCard key={fix.id} fix={fix} known={known} />
    ) : (
      <FixCard
        key={fix.id}
        fix={fix}
        isFirst={fix === firstPatch}
        isUrgent={isTakenUp && fix === firstPatch}
      />
    ),
  );
}
