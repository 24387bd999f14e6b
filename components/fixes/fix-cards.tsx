"use client";

import { useQuery } from "@tanstack/react-query";
import { FixCard } from "@/components/fixes/fix-card";
import { wasRejected } from "@/components/fixes/fix-words";
import { NoPatchCard } from "@/components/fixes/no-patch-card";
import { RejectedCard } from "@/components/fixes/rejected-card";
import { fixesQuery } from "@/lib/fixes/query-options";
import type { Incident } from "@/lib/desk/schemas";

/** The proposed fixes, without superseded ones. */
export function FixCards({ incident }: { incident: Incident }) {
  const { data } = useQuery(fixesQuery(incident.id));
  const current = (data?.items ?? []).filter((fix) => fix.status !== "superseded");
  const known = incident.diagnosis?.recommendedActions ?? [];
  // Before that, taking the incident comes first; after that, nothing is urgent.
  const isInProgress = incident.status === "acknowledged" || incident.status === "investigating";
  const firstPatch = current.find((fix) => fix.kind === "patch" && !wasRejected(fix));
  return current.map((fix) =>
    wasRejected(fix) ? (
      <RejectedCard key={fix.id} fix={fix} />
    ) : fix.kind === "manual" ? (
      <NoPatchCard key={fix.id} fix={fix} known={known} />
    ) : (
      <FixCard
        key={fix.id}
        fix={fix}
        isFirst={fix === firstPatch}
        isUrgent={isInProgress && fix === firstPatch}
      />
    ),
  );
}
