"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { timedChoices } from "@/components/incidents/snooze";
import { useNow } from "@/components/time/clock";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { toast } from "@/components/ui/toaster";
import { createNoisePolicy } from "@/lib/incidents/noise/query-options";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface MuteDialogProps {
  incident: Pick<IncidentSummary, "id" | "pipeline" | "environment">;
  onClose: () => void;
}

/** Mutes the pipeline of an incident, the incident itself included unless somebody has acknowledged it. */
export function MuteDialog({ incident: { id, pipeline, environment }, onClose }: MuteDialogProps) {
  const client = useQueryClient();
  const choices = timedChoices(new Date(useNow()));
  const [choice, setChoice] = useState(choices[0]?.label ?? "");
  const mute = useMutation({
    mutationFn: (form: FormData) => {
      const until = choices.find(({ label }) => label === choice)?.until;
      const isHere = form.get("environment") !== null;
      return createNoisePolicy({
        kind: "mute",
        name: `Mute ${pipeline ?? ""}`.slice(0, 80).trim(),
        pipelines: [pipeline ?? ""],
        environments: isHere && environment ? [environment] : [],
        reason: String(form.get("reason") ?? "").trim() || null,
        expiresAt: until?.toISOString() ?? null,
        appliesToOpen: true,
      });
    },
    onSuccess: async () => {
      toast(`Muted ${pipeline ?? ""}`);
      await Promise.all([
        client.invalidateQueries({ queryKey: ["incident", id] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
        client.invalidateQueries({ queryKey: ["noise-policies"] }),
      ]);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mute.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Mute ${pipeline ?? "this pipeline"}`}
      description="Its failures open as suppressed, and are triggered if they are still there when the mute ends. Open incidents that nobody has acknowledged are suppressed too."
    >
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <Field label="For how long">
          {(attributes) => (
            <Select {...attributes} value={choice} onChange={(event) => setChoice(event.target.value)}>
              {choices.map(({ label }) => (
                <option key={label}>{label}</option>
              ))}
              <option value="">Until somebody ends it</option>
            </Select>
          )}
        </Field>
        {environment && (
          <label className="flex items-center gap-2 text-sm">
            <input type="checkbox" name="environment" defaultChecked />
            <span className="anywhere">Only in {environment}</span>
          </label>
        )}
        <Field label="Reason" hint="Shown with every incident that it suppresses.">
          {(attributes) => <Input {...attributes} name="reason" maxLength={500} />}
        </Field>
        {mute.error && (
          <Callout tone="danger" role="alert">
            {mute.error.message}
          </Callout>
        )}
        <div className="flex gap-2">
          <Button type="submit" variant="primary" disabled={mute.isPending}>
            Mute
          </Button>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
