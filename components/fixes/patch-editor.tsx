"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { readPatchDraft, type PatchDraft } from "@/components/fixes/patch-draft";
import { PatchEdits } from "@/components/fixes/patch-edits";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cn } from "@/components/ui/cn";
import { Field, Input, Textarea } from "@/components/ui/field";
import { updateFix } from "@/lib/fixes/query-options";
import type { Fix } from "@/lib/fixes/schemas";

/** Edits the patch as text; on saving, the server checks that it applies. */
export function PatchEditor({ fix, onDone }: { fix: Fix; onDone: () => void }) {
  const client = useQueryClient();
  const [patch, setPatch] = useState(fix.patch);
  const [title, setTitle] = useState(fix.title);
  const draft = readPatchDraft(patch);
  const isRenamed = title.trim() !== fix.title;
  const noteId = useId();
  const save = useMutation({
    mutationFn: () => updateFix(fix.id, { patch, ...(isRenamed && { title: title.trim() }) }),
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
      <Field label="Title" hint={isRenamed ? TITLE_USE : titleHint(fix, draft)}>
        {(attributes) => (
          <Input
            {...attributes}
            required
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
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
        <Button
          type="submit"
          variant="primary"
          disabled={save.isPending || (patch === fix.patch && !isRenamed) || title.trim() === "" || !draft.ok}
        >
          Save and check
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const TITLE_USE = "The first line of the commit, and the title of the pull request.";

/** What becomes of a title that describes the proposal, not the edit. */
function titleHint({ editedBy }: Fix, draft: PatchDraft): string {
  if (editedBy !== null || !draft.ok) return TITLE_USE;
  const paths = draft.files.map(({ path }) => path).join(", ");
  return `${TITLE_USE} Left as it is, it becomes “Change ${paths}” once the patch is edited.`;
}
