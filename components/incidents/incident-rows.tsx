"use client";

import { useState } from "react";
import { arrangeRows } from "@/components/incidents/arrange-rows";
import { useCompactRows } from "@/components/incidents/density-store";
import { IncidentRow } from "@/components/incidents/incident-row";
import { useIsUnread } from "@/components/incidents/seen-store";
import { useIsPhone } from "@/components/layout/use-is-phone";
import { Button } from "@/components/ui/button";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface IncidentRowsProps {
  items: readonly IncidentSummary[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

/** Holds new incidents back behind a pill, so rows do not move under the pointer. */
export function IncidentRows({ items, hasMore, isLoadingMore, onMore }: IncidentRowsProps) {
  const ids = items.map((incident) => incident.id);
  const [order, setOrder] = useState<readonly string[]>(ids);
  const arranged = arrangeRows(order, ids);
  if (arranged.order !== order) setOrder(arranged.order);
  const isUnread = useIsUnread();
  const [isCompact] = useCompactRows();
  const isPhone = useIsPhone();
  const byId = new Map(items.map((incident) => [incident.id, incident]));
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
      <ul>
        {arranged.order.map((id) => {
          const incident = byId.get(id);
          return (
            incident && (
              <IncidentRow
                key={id}
                incident={incident}
                isUnread={isUnread(incident)}
                isCompact={isCompact && !isPhone}
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
    </>
  );
}
