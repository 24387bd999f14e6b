"use client";

import { useRef, useState } from "react";
import { arrangeRows } from "@/components/incidents/arrange-rows";
import { BulkBar } from "@/components/incidents/bulk-bar";
import { useCompactRows } from "@/components/incidents/density-store";
import { IncidentRow } from "@/components/incidents/incident-row";
import type { Selection, SelectionChange } from "@/components/incidents/selection";
import { useIsUnread } from "@/components/incidents/seen-store";
import { useCan } from "@/components/layout/me";
import { useIsPhone } from "@/components/layout/use-is-phone";
import { Button } from "@/components/ui/button";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface IncidentRowsProps {
  items: readonly IncidentSummary[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
  selection: Selection;
  select: (change: SelectionChange) => void;
}

/** Holds new incidents back behind a pill, so rows do not move under the pointer. */
export function IncidentRows(props: IncidentRowsProps) {
  const { items, hasMore, isLoadingMore, onMore, selection, select } = props;
  const ids = items.map((incident) => incident.id);
  const [order, setOrder] = useState<readonly string[]>(ids);
  const arranged = arrangeRows(order, ids);
  if (arranged.order !== order) setOrder(arranged.order);
  const isUnread = useIsUnread();
  const [isCompact] = useCompactRows();
  const isPhone = useIsPhone();
  const canAct = useCan("incident.update");
  const byId = new Map(items.map((incident) => [incident.id, incident]));
  const shown = arranged.order;
  const selected = shown.flatMap((id) => (selection.ids.has(id) ? (byId.get(id) ?? []) : []));
  const isSelecting = canAct && selected.length > 0;
  const listRef = useRef<HTMLUListElement>(null);
  return (
    <>
      {arranged.fresh.length > 0 && (
        <div className="pointer-events-none sticky top-2 z-10 flex h-0 justify-center">
          <Button
            size="sm"
            variant="primary"
            className="pointer-events-auto -mt-3.5 rounded-full px-4 shadow-pop animate-appear"
            onClick={() => setOrder(ids)}
          >
            {arranged.fresh.length} new
          </Button>
        </div>
      )}
      <ul ref={listRef} tabIndex={-1} data-selecting={isSelecting || undefined} className="outline-none">
        {shown.map((id) => {
          const incident = byId.get(id);
          return (
            incident && (
              <IncidentRow
                key={id}
                incident={incident}
                isUnread={isUnread(incident)}
                isCompact={isCompact && !isPhone}
                isSelected={canAct && selection.ids.has(id)}
                order={shown}
                select={canAct ? select : null}
              />
            )
          );
        })}
      </ul>
      {hasMore && (
        <div className="border-t p-3">
          <Button onClick={onMore} disabled={isLoadingMore}>
            {isLoadingMore ? "Loading" : "Show older"}
          </Button>
        </div>
      )}
      {/* The last row stays in reach above the bar. */}
      {isSelecting && <div aria-hidden className="h-26 sm:hidden" />}
      {isSelecting && (
        <BulkBar
          selected={selected}
          shown={shown}
          select={select}
          onChanged={(changed) => {
            select({ type: "deselect", ids: changed });
            // The control that had the focus goes with the bar.
            listRef.current?.focus();
          }}
        />
      )}
    </>
  );
}
