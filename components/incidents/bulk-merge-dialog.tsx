"use client";

import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field, Select } from "@/components/ui/field";
import { count } from "@/components/ui/words";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface BulkMergeDialogProps {
  /** At least two. */
  incidents: readonly IncidentSummary[];
  isPending: boolean;
  onMerge: (into: IncidentSummary) => void;
  onClose: () => void;
}

/** Asks which of the selected incidents to keep; the oldest is proposed. */
export function BulkMergeDialog({ incidents, isPending, onMerge, onClose }: BulkMergeDialogProps) {
  const oldestFirst = incidents.toSorted((a, b) => a.number - b.number);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Merge ${count(incidents.length, "incident")}`}
      description="The occurrences of the others move to the incident you keep, and later failures of their kinds are grouped into it."
    >
      <DialogForm
        action="Merge"
        isPending={isPending}
        error={null}
        onCancel={onClose}
        onSubmit={(data) => {
          const into = incidents.find(({ id }) => id === data.get("into"));
          if (into) onMerge(into);
        }}
      >
        <Field label="Incident to keep">
          {(attributes) => (
            <Select {...attributes} name="into" defaultValue={oldestFirst[0]?.id}>
              {oldestFirst.map(({ id, number, title }) => (
                <option key={id} value={id}>
                  #{number} {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
