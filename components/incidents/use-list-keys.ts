"use client";

import type { RefObject } from "react";
import type { Selection, SelectionChange } from "@/components/incidents/selection";
import { useBulkTriage } from "@/components/incidents/use-bulk-triage";
import { useTriage } from "@/components/incidents/use-triage";
import { useUndoKey } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { toast } from "@/components/ui/toaster";
import type { BulkAction, UpdateIncident } from "@/lib/incidents/schemas";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface ListKeys {
  items: readonly IncidentSummary[];
  listRef: RefObject<HTMLDivElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
  selection: Selection;
  select: (change: SelectionChange) => void;
}

const SNOOZE_MS = 4 * 3_600_000;

/** The rows on the page, and the one whose link or checkbox has the focus. */
function rowFocus(listRef: ListKeys["listRef"]) {
  const rows = () => [...(listRef.current?.querySelectorAll<HTMLElement>("[data-incident]") ?? [])];
  const focusedAt = () => rows().findIndex((row) => row.closest("li")?.contains(document.activeElement));
  const move = (step: number) => {
    const all = rows();
    const at = focusedAt();
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
  };
  return { rows, focusedAt, move };
}

/** Triage by keyboard: keys act on the selected incidents, or else on the focused row. */
export function useListKeys({ items, listRef, searchRef, selection, select }: ListKeys): void {
  const triage = useTriage();
  const bulk = useBulkTriage((ids) => select({ type: "deselect", ids }));
  const canAct = useCan("incident.update");
  const { rows, focusedAt, move } = rowFocus(listRef);
  const focused = () => {
    const id = rows()[focusedAt()]?.dataset["incident"];
    return items.find((item) => item.id === id);
  };
  // Rows held back behind the "new" pill are not on the page.
  const selectedItems = () => {
    const shown = new Set(rows().map((row) => row.dataset["incident"]));
    return items.filter(({ id }) => selection.ids.has(id) && shown.has(id));
  };
  const toggle = () => {
    const incident = focused();
    if (!incident) return void toast("Move to an incident with j and k first.");
    if (!canAct) return void toast("Your role is read-only.");
    select({ type: "toggle", id: incident.id });
  };
  const act = (action: BulkAction, body: UpdateIncident, done: string) => {
    if (!canAct) return void toast("Your role is read-only.");
    const incidents = selectedItems();
    if (incidents.length > 0) return bulk.mutate({ incidents, action, done });
    const incident = focused();
    if (!incident) return void toast("Move to an incident with j and k first.");
    // Move the focus before the row leaves the list.
    if (body.status === "resolved" || body.snoozedUntil) move(focusedAt() === rows().length - 1 ? -1 : 1);
    triage.mutate({ incident, body, done });
  };
  useUndoKey();
  const clear = () => select({ type: "clear" });
  useKeys([
    { keys: "x", label: "Select or deselect", group: "List", run: toggle, isKeyOnly: true },
    ...(selection.ids.size > 0
      ? [
          {
            keys: "escape",
            label: "Clear the selection",
            group: "List",
            run: clear,
            isKeyOnly: true,
          } as const,
        ]
      : []),
    { keys: "j", label: "Next incident", group: "List", run: () => move(1), isKeyOnly: true },
    { keys: "k", label: "Previous incident", group: "List", run: () => move(-1), isKeyOnly: true },
    {
      keys: "enter",
      label: "Open",
      group: "List",
      // A focused row is a link and opens itself; otherwise focus the first.
      run: () => move(0),
      isKeyOnly: true,
    },
    {
      keys: "a",
      label: "Acknowledge",
      group: "List",
      run: () => act({ action: "acknowledge" }, { status: "acknowledged" }, "acknowledged"),
      isKeyOnly: true,
    },
    {
      keys: "e",
      label: "Resolve",
      group: "List",
      run: () => act({ action: "resolve" }, { status: "resolved" }, "resolved"),
      isKeyOnly: true,
    },
    {
      keys: "s",
      label: "Snooze for 4 hours",
      group: "List",
      run: () => {
        const body = { snoozedUntil: new Date(Date.now() + SNOOZE_MS).toISOString() };
        act({ action: "snooze", ...body }, body, "snoozed for 4 hours");
      },
      isKeyOnly: true,
    },
    { keys: "/", label: "Search", group: "List", run: () => searchRef.current?.focus() },
  ]);
}
