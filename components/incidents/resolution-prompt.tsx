"use client";

import { useState } from "react";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { useTriage } from "@/components/incidents/use-triage";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import type { Incident } from "@/lib/desk/schemas";
import { GIVEN_RESOLUTIONS } from "@/lib/incidents/schemas";

/** Asks why an incident was resolved, and for a note. Both are optional, so resolving itself takes one press. */
export function ResolutionPrompt({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const [note, setNote] = useState("");
  if (incident.status !== "resolved" || incident.resolution !== null) return null;
  return (
    <div
      role="group"
      aria-label="Resolution"
      className="flex flex-wrap items-center gap-1.5 rounded-lg border bg-subtle px-3 py-2 text-sm"
    >
      <span className="mr-1">Why was it resolved?</span>
      {GIVEN_RESOLUTIONS.map((resolution) => (
        <Button
          key={resolution}
          size="sm"
          disabled={triage.isPending}
          onClick={() =>
            triage.mutate({
              incident,
              body: { resolution, ...(note.trim() && { comment: note.trim() }) },
            })
          }
        >
          {RESOLUTION_LABEL[resolution]}
        </Button>
      ))}
      <Input
        aria-label="What happened"
        placeholder="What happened (optional)"
        maxLength={10_000}
        className="h-8 min-w-40 flex-1 text-sm"
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key !== "Enter" || note.trim() === "") return;
          triage.mutate({ incident, body: { comment: note.trim() } }, { onSuccess: () => setNote("") });
        }}
      />
    </div>
  );
}
