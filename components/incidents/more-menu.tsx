"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SeverityDot } from "@/components/incidents/severity";
import { snoozeChoices } from "@/components/incidents/snooze";
import { useTriage } from "@/components/incidents/use-triage";
import { useOfferUndo } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { MuteDialog } from "@/components/noise/mute-dialog";
import { useNow } from "@/components/time/clock";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field, Input } from "@/components/ui/field";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import { sentence } from "@/components/ui/words";
import { mergeIncident } from "@/lib/desk/query-options";
import type { IncidentAction } from "@/lib/incidents/schemas";
import type { Incident } from "@/lib/desk/schemas";
import { SEVERITIES } from "@/lib/failures/schemas";

/** Less frequent actions: snooze, severity, merge, copy link. */
export function MoreMenu({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const now = useNow();
  const [isMerging, setMerging] = useState(false);
  const [isMuting, setMuting] = useState(false);
  const canMute = useCan("noise-policy.create");
  const can = (action: IncidentAction) => incident.availableActions.includes(action);
  return (
    <>
      <Menu
        trigger={
          <Button size="icon" aria-label="More actions" className="size-11 sm:size-8">
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {can("snooze") && (
          <>
            <MenuLabel>Snooze</MenuLabel>
            {incident.snoozedUntil && (
              <MenuItem onSelect={() => triage.mutate({ incident, body: { snoozedUntil: null } })}>
                Unsnooze
              </MenuItem>
            )}
            {snoozeChoices(new Date(now)).map(({ label, done, body }) => (
              <MenuItem key={label} onSelect={() => triage.mutate({ incident, body, done })}>
                {label}
              </MenuItem>
            ))}
            <MenuSeparator />
          </>
        )}
        {can("set_severity") && (
          <>
            <MenuLabel>Severity</MenuLabel>
            {incident.isSeveritySet && (
              <MenuItem onSelect={() => triage.mutate({ incident, body: { severity: null } })}>
                Compute it
              </MenuItem>
            )}
            {SEVERITIES.map((severity) => (
              <MenuCheckItem
                key={severity}
                checked={incident.severity === severity}
                onSelect={() => triage.mutate({ incident, body: { severity } })}
              >
                <SeverityDot severity={severity} /> {sentence(severity)}
              </MenuCheckItem>
            ))}
            <MenuSeparator />
          </>
        )}
        {incident.pipeline !== null && canMute && (
          <MenuItem onSelect={() => setMuting(true)}>Mute this pipeline…</MenuItem>
        )}
        {can("merge") && <MenuItem onSelect={() => setMerging(true)}>Merge into another incident</MenuItem>}
        <MenuItem
          onSelect={() => {
            navigator.clipboard?.writeText(incident.url).then(
              () => toast("Link copied"),
              () => toast(incident.url),
            );
          }}
        >
          Copy link
        </MenuItem>
      </Menu>
      <MergeDialog incident={incident} isOpen={isMerging} onClose={() => setMerging(false)} />
      {isMuting && <MuteDialog incident={incident} onClose={() => setMuting(false)} />}
    </>
  );
}

interface MergeDialogProps {
  incident: Incident;
  isOpen: boolean;
  onClose: () => void;
}

function MergeDialog({ incident, isOpen, onClose }: MergeDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const offerUndo = useOfferUndo();
  const [into, setInto] = useState("");
  const merge = useMutation({
    mutationFn: () => mergeIncident(incident.id, into.trim().replace(/^#/, "")),
    onSuccess: async (target) => {
      onClose();
      const { id, number } = incident;
      const change = { incidentId: id, number, changeIds: target.changeIds };
      offerUndo(`#${number} merged into #${target.number}`, [change]);
      await client.invalidateQueries({ queryKey: ["incidents"] });
      router.push(`/incidents/${target.number}`);
    },
  });
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onClose}
      title={`Merge #${incident.number} into another incident`}
      description="Its occurrences move there, and later failures of this kind are grouped into that incident."
    >
      <DialogForm
        action="Merge"
        isPending={merge.isPending}
        error={merge.error}
        onSubmit={() => merge.mutate()}
        onCancel={onClose}
      >
        <Field label="Number of the incident to keep">
          {(attributes) => (
            <Input
              {...attributes}
              inputMode="numeric"
              required
              pattern="#?[0-9]+"
              value={into}
              onChange={(event) => setInto(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
