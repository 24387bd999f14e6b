"use client";

import { useQuery } from "@tanstack/react-query";
import { AlarmClock } from "lucide-react";
import { filterAt, viewSearch, type ListView } from "@/components/incidents/list-view";
import { amount } from "@/components/ui/words";
import { snoozedCountQuery } from "@/lib/desk/query-options";

interface SnoozedChipProps {
  view: ListView;
  onChange: (view: ListView) => void;
}

/** The number of snoozed incidents this view hides, linking to them. */
export function SnoozedChip({ view, onChange }: SnoozedChipProps) {
  const snoozed: ListView = { ...view, filter: { ...view.filter, status: ["snoozed"] } };
  const isHiding = view.filter.status?.includes("open") && !view.filter.status.includes("snoozed");
  const { data } = useQuery({
    ...snoozedCountQuery(viewSearch(snoozed), (now) => filterAt(snoozed, now)),
    enabled: isHiding === true,
  });
  if (!isHiding || !data || data.total === 0) return null;
  return (
    <button
      type="button"
      className="tnum inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-dashed px-2.5 text-sm text-muted hover:bg-hover"
      onClick={() => onChange(snoozed)}
    >
      <AlarmClock className="size-3.5" aria-hidden />
      {amount(data.total, data.isLowerBound)} snoozed
    </button>
  );
}
