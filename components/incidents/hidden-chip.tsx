"use client";

import { useQuery } from "@tanstack/react-query";
import { AlarmClock, BellOff } from "lucide-react";
import { filterAt, viewSearch, type ListView } from "@/components/incidents/list-view";
import { amount } from "@/components/ui/words";
import { hiddenCountQuery } from "@/lib/desk/query-options";

const ICONS = { snoozed: AlarmClock, suppressed: BellOff };

interface HiddenChipProps {
  status: keyof typeof ICONS;
  view: ListView;
  onChange: (view: ListView) => void;
}

/** The number of snoozed or suppressed incidents this view hides, linking to them. */
export function HiddenChip({ status, view, onChange }: HiddenChipProps) {
  const hidden: ListView = { ...view, filter: { ...view.filter, status: [status] } };
  const isHiding = view.filter.status?.includes("open") && !view.filter.status.includes(status);
  const { data } = useQuery({
    ...hiddenCountQuery(viewSearch(hidden), (now) => filterAt(hidden, now)),
    enabled: isHiding === true,
  });
  if (!isHiding || !data || data.total === 0) return null;
  const Icon = ICONS[status];
  return (
    <button
      type="button"
      className="tnum inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-dashed px-2.5 text-sm text-muted hover:bg-hover"
      onClick={() => onChange(hidden)}
    >
      <Icon className="size-3.5" aria-hidden />
      {amount(data.total, data.isLowerBound)} {status}
    </button>
  );
}
