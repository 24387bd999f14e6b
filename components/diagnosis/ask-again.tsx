"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCan } from "@/components/layout/me";
import { Button } from "@/components/ui/button";
import { toastError } from "@/components/ui/toaster";
import { analyzeIncident } from "@/lib/desk/query-options";

/** Has Claude analyze an incident again, and propose a fix whether or not there is one. */
export function AskAgain({ incidentId }: { incidentId: string }) {
  const client = useQueryClient();
  const canAct = useCan("incident.request-analysis");
  const analyze = useMutation({
    mutationFn: () => analyzeIncident(incidentId, "claude"),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", incidentId] }),
  });
  if (!canAct) return null;
  return (
    <Button size="sm" className="mt-2 block" disabled={analyze.isPending} onClick={() => analyze.mutate()}>
      Ask Claude again
    </Button>
  );
}
