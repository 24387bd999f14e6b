"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeWords } from "@/components/incidents/change-words";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { toastError } from "@/components/ui/toaster";
import { updateIncident } from "@/lib/desk/query-options";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface Change {
  incident: Pick<IncidentSummary, "id" | "number">;
  body: UpdateIncident;
  /** Completes the toast `#12 …` on success, if `changeWords` cannot. */
  done?: string;
}

/** Updates an incident, refetches it and the lists, and shows the outcome as a toast that can undo it. */
export function useTriage() {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  return useMutation({
    mutationFn: ({ incident, body }: Change) => updateIncident(incident.id, body),
    onSuccess: ({ changeIds }, { incident: { id, number }, body, done }) => {
      const words = done ?? changeWords(body);
      // Choosing the current value changes nothing.
      if (words && changeIds.length > 0)
        offerUndo(`#${number} ${words}`, [{ incidentId: id, number, changeIds }]);
    },
    onError: toastError,
    onSettled: async (_answer, _error, { incident }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["incident", incident.id] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]);
    },
  });
}
