"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refusalLines } from "@/components/incidents/bulk-words";
import {
  forgetChanges,
  rememberChanges,
  takeLatestChanges,
  type RecentChange,
} from "@/components/incidents/recent-changes";
import { useKeys } from "@/components/layout/use-keys";
import { toast, toastError } from "@/components/ui/toaster";
import { count } from "@/components/ui/words";
import { undoChange } from "@/lib/desk/query-options";

/** Undoes the changes of one action, refetches what they touched, and shows the outcome as a toast. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: undoAll,
    onMutate: forgetChanges,
    onSuccess: (_answer, [first, ...more]) =>
      toast(
        first && more.length === 0
          ? `#${first.number}: change undone`
          : `${count(more.length + 1, "incident")}: change undone`,
      ),
    onError: toastError,
    onSettled: () =>
      Promise.all([
        // A merge or a split concerns two incidents.
        client.invalidateQueries({ queryKey: ["incident"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  });
}

/** Each on its own, newest first, so that one that cannot be undone does not keep the others. @throws Error naming those. */
async function undoAll(changes: readonly RecentChange[]): Promise<void> {
  const failures: { number: number; message: string; error: unknown }[] = [];
  for (const { incidentId, number, changeIds } of changes.toReversed()) {
    try {
      for (const id of changeIds.toReversed()) await undoChange(incidentId, id);
    } catch (error) {
      failures.push({ number, message: error instanceof Error ? error.message : String(error), error });
    }
  }
  const [first] = failures;
  if (!first) return;
  if (changes.length === 1) throw first.error;
  const lines = refusalLines(failures);
  throw new Error(`${count(failures.length, "change")} could not be undone:\n${lines}`);
}

/** Shows what was done in a toast with "Undo", and lets the undo key take it back. */
export function useOfferUndo() {
  const { mutate } = useUndo();
  return (text: string, changes: readonly RecentChange[], tone: "neutral" | "danger" = "neutral") => {
    const undoable = changes.filter(({ changeIds }) => changeIds.length > 0);
    const undo = { label: "Undo", run: () => mutate(undoable) };
    rememberChanges(undoable, toast(text, undoable.length > 0 ? undo : null, tone));
  };
}

/** Registers the key that undoes the latest change made in this tab. */
export function useUndoKey(): void {
  const { mutate } = useUndo();
  const run = () => {
    const changes = takeLatestChanges();
    if (changes) mutate(changes);
    else toast("There is nothing to undo.");
  };
  useKeys([{ keys: "z", label: "Undo the last change", group: "Incident", run }]);
}
