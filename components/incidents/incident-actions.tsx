"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { MoreMenu } from "@/components/incidents/more-menu";
import { useTriage } from "@/components/incidents/use-triage";
import { orderTransitions, TRANSITION_LABEL } from "@/components/incidents/words";
import { useMe } from "@/components/layout/me";
import { Initials } from "@/components/layout/person-menu";
import { useKeys } from "@/components/layout/use-keys";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuCheckItem, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toaster";
import { phrase } from "@/components/ui/words";
import type { IncidentStatus } from "@/lib/incidents/schemas";
import type { Incident } from "@/lib/desk/schemas";
import { membersQuery } from "@/lib/workspaces/query-options";

/** Status, assignee and more; a bottom bar on phones. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const [first, ...rest] = orderTransitions(incident.status, incident.availableTransitions);
  // Nobody has taken it yet, so acknowledging is the page's primary action.
  const variant = incident.status === "triggered" ? "primary" : "secondary";
  const move = (status: IncidentStatus) => triage.mutate({ incident, body: { status } });
  const attempt = (status: IncidentStatus) => {
    if (incident.availableTransitions.includes(status)) move(status);
    else toast(`A ${phrase(incident.status)} incident cannot be ${phrase(status)}.`);
  };
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
            className={cn("h-11 flex-1 sm:h-8", rest.length > 0 && "rounded-r-none")}
            disabled={triage.isPending}
            onClick={() => move(first)}
          >
            {TRANSITION_LABEL[first]}
          </Button>
          {rest.length > 0 && (
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
                  {TRANSITION_LABEL[status]}
                </MenuItem>
              ))}
            </Menu>
          )}
        </div>
      )}
      {incident.availableActions.includes("assign") && <AssignMenu incident={incident} />}
      <MoreMenu incident={incident} />
    </div>
  );
}

function AssignMenu({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const me = useMe();
  const { data: members } = useQuery(membersQuery());
  const assign = (assigneeId: string | null) => triage.mutate({ incident, body: { assigneeId } });
  const others = (members?.items ?? []).filter((member) => member.id !== me.user.id);
  const isMember = members?.items.some((member) => member.id === me.user.id) ?? false;
  return (
    <Menu
      trigger={
        <Button
          className="h-11 max-w-48 sm:h-8"
          disabled={triage.isPending}
          aria-label={incident.assignee ? `Assigned to ${incident.assignee.name}` : "Assign"}
          title={incident.assignee ? `Assigned to ${incident.assignee.name}` : undefined}
        >
          {incident.assignee && <Initials name={incident.assignee.name} />}
          <span className="truncate">{incident.assignee?.name ?? "Assign"}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {isMember && (
        <MenuCheckItem checked={incident.assignee?.id === me.user.id} onSelect={() => assign(me.user.id)}>
          Me ({me.user.name})
        </MenuCheckItem>
      )}
      {others.map((member) => (
        <MenuCheckItem
          key={member.id}
          checked={incident.assignee?.id === member.id}
          onSelect={() => assign(member.id)}
        >
          {member.name}
        </MenuCheckItem>
      ))}
      <MenuCheckItem checked={incident.assignee === null} onSelect={() => assign(null)}>
        Unassigned
      </MenuCheckItem>
    </Menu>
  );
}
