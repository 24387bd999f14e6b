"use client";

import type { RefObject } from "react";
import { useTriage } from "@/components/incidents/use-triage";
import { useUndoKey } from "@/components/incidents/use-undo";
import { useCan } from "@/components/layout/me";
import { useKeys } from "@/components/layout/use-keys";
import { toast } from "@/components/ui/toaster";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import type { IncidentSummary } from "@/lib/desk/schemas";

interface ListKeys {
  items: readonly IncidentSummary[];
  listRef: RefObject<HTMLDivElement | null>;
  searchRef: RefObject<HTMLInputElement | null>;
}

const SNOOZE_MS = 4 * 3_600_000;

/** Triage by keyboard: keys act on the focused row. */
export function useListKeys({ items, listRef, searchRef }: ListKeys): void {
  const triage = useTriage();
  const canAct = useCan("incident.update");
  const rows = () => [...(listRef.current?.querySelectorAll<HTMLElement>("[data-incident]") ?? [])];
  const focusedAt = () => rows().findIndex((row) => row === document.activeElement);
  const move = (step: number) => {
    const all = rows();
    const at = focusedAt();
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
  };
  const act = (body: UpdateIncident, done: string) => {
    const id = rows()[focusedAt()]?.dataset["incident"];
    const incident = items.find((item) => item.id === id);
    if (!incident) return toast("Select an incident with j and k first.");
    if (!canAct) return toast("Your role is read-only.");
    // Move the focus before the row leaves the list.
    if (body.status === "resolved" || body.snoozedUntil) move(focusedAt() === rows().length - 1 ? -1 : 1);
    triage.mutate({ incident, body, done });
  };
  useUndoKey();
  useKeys([
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
      run: () => act({ status: "acknowledged" }, "acknowledged"),
      isKeyOnly: true,
    },
    {
      keys: "e",
      label: "Resolve",
      group: "List",
      run: () => act({ status: "resolved" }, "resolved"),
      isKeyOnly: true,
    },
    {
      keys: "s",
      label: "Snooze for 4 hours",
      group: "List",
      run: () => act({ snoozedUntil: new Date(Date.now() + SNOOZE_MS).toISOString() }, "snoozed for 4 hours"),
      isKeyOnly: true,
    },
    { keys: "/", label: "Search", group: "List", run: () => searchRef.current?.focus() },
  ]);
}
