"use client";

import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field, Select, Textarea } from "@/components/ui/field";
import { count } from "@/components/ui/words";
import { GIVEN_RESOLUTIONS, type BulkAction } from "@/lib/incidents/schemas";

interface BulkResolveDialogProps {
  /** How many incidents are selected. */
  number: number;
  isPending: boolean;
  /** `done` completes `3 incidents …`. */
  onResolve: (action: BulkAction, done: string) => void;
  onClose: () => void;
}

/** Asks why the selected incidents are resolved; both answers are optional. */
export function BulkResolveDialog({ number, isPending, onResolve, onClose }: BulkResolveDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} title={`Resolve ${count(number, "incident")}`}>
      <DialogForm
        action="Resolve"
        isPending={isPending}
        error={null}
        onCancel={onClose}
        onSubmit={(data) => {
          const resolution = GIVEN_RESOLUTIONS.find((value) => value === data.get("resolution"));
          const reason = String(data.get("reason") ?? "").trim();
          onResolve(
            { action: "resolve", ...(resolution && { resolution }), ...(reason && { reason }) },
            resolution ? `resolved: ${RESOLUTION_LABEL[resolution].toLowerCase()}` : "resolved",
          );
        }}
      >
        <Field label="Why">
          {(attributes) => (
            <Select {...attributes} name="resolution" defaultValue="">
              <option value="">No reason given</option>
              {GIVEN_RESOLUTIONS.map((resolution) => (
                <option key={resolution} value={resolution}>
                  {RESOLUTION_LABEL[resolution]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="What happened (optional)">
          {(attributes) => <Textarea {...attributes} name="reason" maxLength={2_000} />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
