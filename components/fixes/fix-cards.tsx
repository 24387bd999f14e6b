"use client";

import { useQuery } from "@tanstack/react-query";
import { FixCard } from "@/components/fixes/fix-card";
import { wasRejected } from "@/components/fixes/fix-words";
import { NoPatchCard } from "@/components/fixes/no-patch-card";
import { PlanCard } from "@/components/fixes/plan-card";
import { ProposeAgain } from "@/components/fixes/propose-again";
import { RejectedCard } from "@/components/fixes/rejected-card";
import { fixesQuery } from "@/lib/fixes/query-options";
import type { Incident } from "@/lib/desk/schemas";

/** The proposed fixes, the best first, without superseded ones. */
export function FixCards({ incident }: { incident: Incident }) {
  const { data } = useQuery(fixesQuery(incident.id));
  const current = (data?.items ?? []).filter((fix) => fix.status !== "superseded");
  const known = incident.diagnosis?.recommendedActions ?? [];
  // Before that, taking the incident comes first; after that, nothing is urgent.
  const isInProgress = incident.status === "acknowledged" || incident.status === "investigating";
  const firstPatch = current.find((fix) => fix.patch !== "" && !wasRejected(fix));
  return (
    <>
      {current.map((fix) => {
        if (wasRejected(fix)) return <RejectedCard key={fix.id} fix={fix} />;
        if (fix.patch === "" && fix.plan) return <PlanCard key={fix.id} fix={fix} />;
        if (fix.patch === "") return <NoPatchCard key={fix.id} fix={fix} known={known} />;
        const isFirst = fix === firstPatch;
        return <FixCard key={fix.id} fix={fix} isFirst={isFirst} isUrgent={isInProgress && isFirst} />;
      })}
      {current.length > 0 && <ProposeAgain incident={incident} />}
    </>
  );
}
