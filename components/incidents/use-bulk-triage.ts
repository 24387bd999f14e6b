"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bulkSummary } from "@/components/incidents/bulk-words";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { toastError } from "@/components/ui/toaster";
import { updateIncidents } from "@/lib/desk/query-options";
import type { IncidentSummary } from "@/lib/desk/schemas";
import type { BulkAction } from "@/lib/incidents/schemas";

interface BulkChange {
  incidents: readonly Pick<IncidentSummary, "id" | "number">[];
  action: BulkAction;
  /** Completes the toast `3 incidents …`. */
  done: string;
}

/**
 * Does the same to several incidents, refetches them and the lists, and shows the outcome as one toast: what was
 * changed, with "Undo", and what was not. `onChanged` receives the ids of those that were changed.
 */
export function useBulkTriage(onChanged: (ids: readonly string[]) => void) {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  return useMutation({
    mutationFn: ({ incidents, action }: BulkChange) =>
      updateIncidents(
        action,
        incidents.map(({ id }) => id),
      ),
    onSuccess: ({ results }, { incidents, done }) => {
      const numbers = new Map(incidents.map(({ id, number }) => [id, number]));
      const outcomes = results.map(({ id, ok, changeIds = [], error }) => ({
        incidentId: id,
        number: numbers.get(id) ?? 0,
        changeIds,
        refusal: ok ? null : (error?.message ?? "It was not changed."),
      }));
      const changed = outcomes.filter(({ refusal }) => refusal === null);
      const tone = changed.length === outcomes.length ? "neutral" : "danger";
      offerUndo(
        bulkSummary(done, outcomes),
        changed.map(({ incidentId, number, changeIds }) => ({ incidentId, number, changeIds })),
        tone,
      );
      onChanged(changed.map(({ incidentId }) => incidentId));
    },
    onError: toastError,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["incident"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  });
}
