"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  forgetChange,
  rememberChange,
  takeLatestChange,
  type RecentChange,
} from "@/components/incidents/recent-changes";
import { useKeys } from "@/components/layout/use-keys";
import { toast, toastError } from "@/components/ui/toaster";
import { undoChange } from "@/lib/desk/query-options";

/** Undoes a change, refetches what it touched, and shows the outcome as a toast. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ incidentId, changeIds }: RecentChange) => {
      for (const id of changeIds.toReversed()) await undoChange(incidentId, id);
    },
    onMutate: forgetChange,
    onSuccess: (_answer, { number }) => toast(`#${number}: change undone`),
    onError: toastError,
    onSettled: () =>
      Promise.all([
        // A merge or a split concerns two incidents.
        client.invalidateQueries({ queryKey: ["incident"] }),
        client.invalidateQueries({ queryKey: ["incidents"] }),
      ]),
  });
}

/** Shows what was done in a toast with "Undo", and lets the undo key take it back. */
export function useOfferUndo(): (text: string, change: RecentChange) => void {
  const { mutate } = useUndo();
  return (text, change) => {
    rememberChange(change);
    toast(text, change.changeIds.length > 0 ? { label: "Undo", run: () => mutate(change) } : null);
  };
}

/** Registers the key that undoes the latest change made in this tab. */
export function useUndoKey(): void {
  const { mutate } = useUndo();
  const run = () => {
    const change = takeLatestChange();
    if (change) mutate(change);
    else toast("There is nothing to undo.");
  };
  useKeys([{ keys: "z", label: "Undo the last change", group: "Incident", run }]);
}
