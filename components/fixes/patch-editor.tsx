"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { readPatchDraft } from "@/components/fixes/patch-draft";
import { PatchEdits } from "@/components/fixes/patch-edits";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/field";
import { updateFix } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

/** Edits the patch as text; on saving, the server checks that it applies. */
export function PatchEditor({ fix, onDone }: { fix: Fix; onDone: () => void }) {
  const client = useQueryClient();
  const [patch, setPatch] = useState(fix.patch);
  const draft = readPatchDraft(patch);
  const noteId = useId();
  const save = useMutation({
    mutationFn: () => updateFix(fix.id, { patch }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["incident", fix.incidentId] });
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-3 border-t p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        aria-label="Patch"
        aria-describedby={noteId}
        aria-invalid={draft.ok ? undefined : true}
        autoFocus
        spellCheck={false}
        className="min-h-80 font-mono text-log whitespace-pre"
        value={patch}
        onChange={(event) => setPatch(event.target.value)}
      />
      <p
        id={noteId}
        aria-live="polite"
        className={cn("text-sm", draft.ok ? "text-muted" : "text-danger-ink")}
      >
        {draft.ok
          ? `Changes ${draft.files.map(({ path, additions, deletions }) => `${path} (+${additions} −${deletions})`).join(", ")}. Whether it applies is checked when it is saved.`
          : draft.reason}
      </p>
      {patch !== fix.patch && <PatchEdits proposed={fix.proposedPatch ?? fix.patch} now={patch} />}
      {save.error && (
        <Callout tone="danger" role="alert">
          {save.error.message}
        </Callout>
      )}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" disabled={save.isPending || patch === fix.patch || !draft.ok}>
          Save and check
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
