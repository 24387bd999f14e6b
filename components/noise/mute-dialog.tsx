"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { timedChoices } from "@/components/incidents/snooze";
import { useNow } from "@/components/time/clock";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
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
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Mute ${pipeline ?? "this pipeline"}`}
      description="Its failures open as suppressed, and are triggered if they are still there when the mute ends. Open incidents that nobody has acknowledged are suppressed too."
    >
      <DialogForm
        action="Mute"
        isPending={mute.isPending}
        error={mute.error}
        onSubmit={(data) => mute.mutate(data)}
        onCancel={onClose}
      >
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
      </DialogForm>
    </Dialog>
  );
}
