"use client";

import { useQuery } from "@tanstack/react-query";
import { FixCard } from "@/components/fixes/fix-card";
import { fixesQuery } from "@/lib/fixes/query-options";
import type { Incident } from "@/lib/incidents/schemas";

/** What could be changed; fixes that a newer one replaced stay out of the way. */
export function FixCards({ incident }: { incident: Incident }) {
  const { data } = useQuery(fixesQuery(incident.id));
  const current = (data?.items ?? []).filter((fix) => fix.status !== "superseded");
  return current.map((fix, i) => <FixCard key={fix.id} fix={fix} isFirst={i === 0} />);
}
