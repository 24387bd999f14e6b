"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field, Textarea } from "@/components/ui/field";
import { decideFix } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

/** Asks why a fix is rejected; the next proposal is told. */
export function RejectDialog({ fix, onClose }: { fix: Fix; onClose: () => void }) {
  const client = useQueryClient();
  const reject = useMutation({
    mutationFn: (reason: string) => decideFix(fix.id, { decision: "rejected", ...(reason && { reason }) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["incident", fix.incidentId] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Reject this fix"
      description="The next proposal takes the reason into account."
    >
      <DialogForm
        action="Reject"
        isPending={reject.isPending}
        error={reject.error}
        onCancel={onClose}
        onSubmit={(data) => reject.mutate(String(data.get("reason") ?? "").trim())}
      >
        <Field label="Why (optional)">
          {(attributes) => <Textarea {...attributes} name="reason" maxLength={2_000} autoFocus />}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
