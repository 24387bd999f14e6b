"use client";

import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { AssigneeItems } from "@/components/incidents/assignee-items";
import { BulkMergeDialog } from "@/components/incidents/bulk-merge-dialog";
import { BulkResolveDialog } from "@/components/incidents/bulk-resolve-dialog";
import { changeWords } from "@/components/incidents/change-words";
import type { SelectionChange } from "@/components/incidents/selection";
import { snoozeChoices } from "@/components/incidents/snooze";
import { useBulkTriage } from "@/components/incidents/use-bulk-triage";
import { useCan } from "@/components/layout/me";
import { useNow } from "@/components/time/clock";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { count, sentence } from "@/components/ui/words";
import type { IncidentSummary } from "@/lib/desk/schemas";
import {
  MAX_BULK,
  type BulkAction,
  type IncidentAction,
  type IncidentStatus,
  type UpdateIncident,
} from "@/lib/incidents/schemas";

interface BulkBarProps {
  selected: readonly IncidentSummary[];
  /** Ids of the rows shown. */
  shown: readonly string[];
  select: (change: SelectionChange) => void;
  /** Called when incidents were changed, with the bar about to go. */
  onChanged: (ids: readonly string[]) => void;
}

/** What can be done to all selected incidents: part of the list, and a bar at the bottom on phones. */
export function BulkBar({ selected, shown, select, onChanged }: BulkBarProps) {
  return (
    <div
      role="group"
      aria-label="Selected incidents"
      className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom)+1px)] z-20 flex flex-wrap items-center gap-x-2 gap-y-1 border-t bg-raised p-2 sm:sticky sm:bottom-0 sm:z-10 sm:rounded-b-lg sm:px-3"
    >
      <Button
        size="icon"
        variant="ghost"
        aria-label="Clear the selection"
        title="Clear the selection"
        className="size-11 sm:size-8"
        onClick={() => select({ type: "clear" })}
      >
        <X aria-hidden />
      </Button>
      <span role="status" className="tnum shrink-0 text-sm font-medium">
        {selected.length} selected
      </span>
      {selected.length < shown.length && (
        <Button
          variant="ghost"
          className="h-11 sm:h-8"
          onClick={() => select({ type: "select", ids: shown })}
        >
          Select all {shown.length} shown
        </Button>
      )}
      <BulkActions selected={selected} onChanged={onChanged} />
    </div>
  );
}

function BulkActions({ selected, onChanged }: Pick<BulkBarProps, "selected" | "onChanged">) {
  const [dialog, open] = useState<"resolve" | "merge" | null>(null);
  const triage = useBulkTriage((ids) => {
    open(null);
    onChanged(ids);
  });
  const canMerge = useCan("incident.merge");
  const run: Run = (action, done, incidents = selected) => triage.mutate({ incidents, action, done });
  const { isPending } = triage;
  const close = () => open(null);
  const button = (refusal: string | null) => buttonProps(isPending, refusal);
  return (
    <div className="flex w-full gap-1 sm:w-auto sm:gap-2">
      <Button
        {...button(moveRefusal(selected, "acknowledged"))}
        onClick={() => run({ action: "acknowledge" }, "acknowledged")}
      >
        Acknowledge
      </Button>
      <Button {...button(moveRefusal(selected, "resolved"))} onClick={() => open("resolve")}>
        Resolve…
      </Button>
      <BulkMenus selected={selected} isPending={isPending} run={run} />
      {canMerge && (
        <Button {...button(mergeRefusal(selected))} onClick={() => open("merge")}>
          Merge…
        </Button>
      )}
      {dialog === "resolve" && (
        <BulkResolveDialog number={selected.length} isPending={isPending} onResolve={run} onClose={close} />
      )}
      {dialog === "merge" && (
        <BulkMergeDialog
          incidents={selected}
          isPending={isPending}
          onMerge={(into) =>
            run(
              { action: "merge", into: into.id },
              `merged into #${into.number}`,
              selected.filter(({ id }) => id !== into.id),
            )
          }
          onClose={close}
        />
      )}
    </div>
  );
}

/** Changes the selected incidents, or those given. `done` completes `3 incidents …`. */
type Run = (action: BulkAction, done: string, incidents?: readonly IncidentSummary[]) => void;

interface BulkMenusProps {
  selected: readonly IncidentSummary[];
  isPending: boolean;
  run: Run;
}

function BulkMenus({ selected, isPending, run }: BulkMenusProps) {
  const now = useNow();
  const assign = (body: Pick<UpdateIncident, "assigneeId" | "ownerTeamId">) =>
    run({ action: "assign", ...body }, changeWords(body) ?? "assigned");
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button {...buttonProps(isPending, actionRefusal(selected, "snooze"))}>
            Snooze <ChevronDown aria-hidden className="hidden sm:block" />
          </Button>
        }
      >
        {snoozeChoices(new Date(now)).map(({ label, done, body }) => (
          <MenuItem key={label} onSelect={() => run({ action: "snooze", ...body }, done)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        align="start"
        trigger={
          <Button {...buttonProps(isPending, actionRefusal(selected, "assign"))}>
            Assign <ChevronDown aria-hidden className="hidden sm:block" />
          </Button>
        }
      >
        <AssigneeItems
          assigneeId={common(selected, ({ assignee }) => assignee?.id ?? null)}
          ownerTeamId={common(selected, ({ ownerTeam }) => ownerTeam?.id ?? null)}
          onChoose={assign}
        />
      </Menu>
    </>
  );
}

/** `refusal`: why it is not possible for all of them. */
const buttonProps = (isPending: boolean, refusal: string | null) => ({
  // All five fit beside each other on a phone.
  className: "h-11 flex-auto px-1.5 text-xs sm:h-8 sm:flex-none sm:px-3 sm:text-sm",
  disabled: isPending || refusal !== null,
  title: refusal ?? undefined,
});

/** The value that all of them have; undefined if they differ. */
function common<T>(selected: readonly IncidentSummary[], valueOf: (incident: IncidentSummary) => T) {
  const values = new Set(selected.map(valueOf));
  return values.size === 1 ? [...values][0] : undefined;
}

/** Why not all of them can be moved to a status; null if they can. One that is there already does not change. */
function moveRefusal(selected: readonly IncidentSummary[], status: IncidentStatus): string | null {
  if (selected.every((incident) => incident.status === status)) return `Already ${status}`;
  return refusal(
    selected,
    (incident) => incident.status === status || incident.availableTransitions.includes(status),
  );
}

function actionRefusal(selected: readonly IncidentSummary[], action: IncidentAction): string | null {
  return refusal(selected, (incident) => incident.availableActions.includes(action));
}

function mergeRefusal(selected: readonly IncidentSummary[]): string | null {
  return selected.length < 2 ? "Select at least two incidents" : actionRefusal(selected, "merge");
}

function refusal(
  selected: readonly IncidentSummary[],
  isPossible: (incident: IncidentSummary) => boolean,
): string | null {
  if (selected.length > MAX_BULK) return `Select at most ${count(MAX_BULK, "incident")}`;
  const first = selected.find((incident) => !isPossible(incident));
  return first ? `Not possible for #${first.number} (${sentence(first.status).toLowerCase()})` : null;
}
