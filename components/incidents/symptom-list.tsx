"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { toastError } from "@/components/ui/toaster";
import { unmergeIncident } from "@/lib/desk/query-options";
import type { Incident } from "@/lib/desk/schemas";

/** The incidents that are part of this one, each with its failed run, and a way to take it out again. */
export function SymptomList({ incident }: { incident: Incident }) {
  const more = incident.symptomCount - incident.symptoms.length;
  const canSplit = useCan("incident.split") && incident.availableActions.includes("split");
  return (
    <ul>
      {incident.symptoms.map((symptom) => (
        <li key={symptom.id}>
          <Link className="text-accent underline" href={`/incidents/${symptom.number}`}>
            #{symptom.number}
          </Link>{" "}
          {symptom.pipeline}
          {canSplit && <TakeOut incident={incident} symptom={symptom} />}
          {symptom.runId && (
            <span className="block font-mono text-xs text-muted anywhere">{symptom.runId}</span>
          )}
        </li>
      ))}
      {more > 0 && <li className="text-muted">and {more} more</li>}
    </ul>
  );
}

interface TakeOutProps {
  incident: Incident;
  symptom: Incident["symptoms"][number];
}

function TakeOut({ incident, symptom }: TakeOutProps) {
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  const takeOut = useMutation({
    mutationFn: () => unmergeIncident(incident.id, symptom.id),
    onSuccess: ({ changeIds }) => {
      const { id: incidentId, number } = symptom;
      offerUndo(`#${number} taken out of #${incident.number}`, { incidentId, number, changeIds });
    },
    onError: toastError,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["incident"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  });
  return (
    <button
      type="button"
      aria-label={`Take #${symptom.number} out`}
      title="Make it an incident of its own again"
      className="ml-2 rounded-sm px-1 text-xs font-medium text-accent hover:bg-hover"
      disabled={takeOut.isPending}
      onClick={() => takeOut.mutate()}
    >
      Take out
    </button>
  );
}
