"use client";

import { ChevronDown } from "lucide-react";
import { AssignMenu } from "@/components/incidents/assign-menu";
import { RESOLUTION_LABEL } from "@/components/incidents/change-words";
import { MoreMenu } from "@/components/incidents/more-menu";
import { useTriage } from "@/components/incidents/use-triage";
import { useUndoKey } from "@/components/incidents/use-undo";
import { orderTransitions, transitionLabel } from "@/components/incidents/words";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import { phrase } from "@/components/ui/words";
import { GIVEN_RESOLUTIONS, type IncidentStatus } from "@/lib/incidents/schemas";
import type { Incident } from "@/lib/desk/schemas";

/** Status, assignee and more; a bottom bar on phones. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const [first, ...rest] = orderTransitions(incident.status, incident.availableTransitions);
  // Nobody has taken it yet, so acknowledging is the page's primary action.
  const variant = incident.status === "triggered" ? "primary" : "secondary";
  const canResolve = incident.availableTransitions.includes("resolved");
  const move = (status: IncidentStatus) => {
    const isUnsuppressed = incident.status === "suppressed" && status === "triggered";
    triage.mutate({ incident, body: { status }, ...(isUnsuppressed && { done: "unsuppressed" }) });
  };
  const attempt = (status: IncidentStatus) => {
    if (incident.availableTransitions.includes(status)) move(status);
    else toast(`A ${phrase(incident.status)} incident cannot be ${phrase(status)}.`);
  };
  useUndoKey();
  useKeys([
    { keys: "a", label: "Acknowledge", group: "Incident", run: () => attempt("acknowledged") },
    { keys: "e", label: "Resolve", group: "Incident", run: () => attempt("resolved") },
  ]);
  return (
    <div
      role="group"
      aria-label="Actions"
      className="fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom)+1px)] z-20 flex items-center gap-2 border-t bg-surface p-2 sm:static sm:border-0 sm:bg-transparent sm:p-0"
    >
      {first && (
        <div className="flex flex-1 sm:flex-none">
          <Button
            variant={variant}
            className={cn("h-11 flex-1 sm:h-8", (rest.length > 0 || canResolve) && "rounded-r-none")}
            disabled={triage.isPending}
            onClick={() => move(first)}
          >
            {transitionLabel(incident.status, first)}
          </Button>
          {(rest.length > 0 || canResolve) && (
            <Menu
              trigger={
                <Button
                  variant={variant}
                  aria-label="More statuses"
                  className={cn(
                    "h-11 rounded-l-none px-2 sm:h-8",
                    variant === "primary" ? "border-l-accent-ink/25" : "border-l-0",
                  )}
                  disabled={triage.isPending}
                >
                  <ChevronDown aria-hidden />
                </Button>
              }
            >
              {rest.map((status) => (
                <MenuItem key={status} onSelect={() => move(status)}>
                  {transitionLabel(incident.status, status)}
                </MenuItem>
              ))}
              {canResolve && <ResolveItems incident={incident} />}
            </Menu>
          )}
        </div>
      )}
      {incident.availableActions.includes("assign") && <AssignMenu incident={incident} />}
      <MoreMenu incident={incident} />
    </div>
  );
}

/** Resolving with a reason in one press; without one, the page asks afterwards. */
function ResolveItems({ incident }: { incident: Incident }) {
  const triage = useTriage();
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Resolve as</MenuLabel>
      {GIVEN_RESOLUTIONS.map((resolution) => (
        <MenuItem
          key={resolution}
          onSelect={() => triage.mutate({ incident, body: { status: "resolved", resolution } })}
        >
          {RESOLUTION_LABEL[resolution]}
        </MenuItem>
      ))}
    </>
  );
}
