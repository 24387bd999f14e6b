"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast, toastError } from "@/components/ui/toaster";
import { updateIncident } from "@/lib/desk/query-options";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface Change {
  incident: Pick<IncidentSummary, "id" | "number">;
  body: UpdateIncident;
  /** Completes the toast `#12 …` on success. */
  done?: string;
}

/** Updates an incident, refetches it and the lists, and shows errors as toasts. */
export function useTriage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ incident, body }: Change) => updateIncident(incident.id, body),
    onSuccess: (_answer, { incident, done }) => {
      if (done) toast(`#${incident.number} ${done}`);
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
