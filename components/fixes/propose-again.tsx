"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useCan } from "@/components/layout/me";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Textarea } from "@/components/ui/field";
import { proposeFixes } from "@/lib/fixes/query-options";
import type { Incident } from "@/lib/desk/schemas";

const MAX_LENGTH = 2_000;

/** Proposes fixes again, following the reader's hint. */
export function ProposeAgain({ incident }: { incident: Incident }) {
  const client = useQueryClient();
  const canAct = useCan("fix.request");
  const [isOpen, setOpen] = useState(false);
  const [hint, setHint] = useState("");
  const propose = useMutation({
    mutationFn: () => proposeFixes(incident.id, hint.trim()),
    onSuccess: () => {
      setOpen(false);
      setHint("");
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["incident", incident.id] }),
  });
  const isRunning = incident.workflow?.status === "PENDING" || incident.workflow?.status === "RUNNING";
  if (!canAct || !incident.diagnosis || !incident.availableActions.includes("propose_fixes")) return null;
  if (!isOpen) {
    return (
      <p>
        <Button variant="ghost" disabled={isRunning} onClick={() => setOpen(true)}>
          Propose again with a hint
        </Button>
      </p>
    );
  }
  return (
    <form
      aria-label="Propose again"
      className="flex flex-col gap-3 rounded-md border p-4"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <Field
        label="What should the fix do differently?"
        hint="Claude follows the hint if it is connected; built-in fixes ignore it. Unused proposals are replaced."
        error={propose.error?.message ?? null}
      >
        {(attributes) => (
          <Textarea
            {...attributes}
            autoFocus
            maxLength={MAX_LENGTH}
            placeholder="Keep the old column as a fallback until the backfill is done."
            value={hint}
            onChange={(event) => setHint(event.target.value)}
          />
        )}
      </Field>
      {isRunning && <Callout role="status">Another run is in progress. Wait until it ends.</Callout>}
      <p className="flex items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          disabled={isRunning || propose.isPending || hint.trim() === ""}
        >
          Propose again
        </Button>
        <Button variant="ghost" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </p>
    </form>
  );
}
