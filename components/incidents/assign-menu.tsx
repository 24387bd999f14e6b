"use client";

import { ChevronDown } from "lucide-react";
import { AssigneeItems } from "@/components/incidents/assignee-items";
import { useTriage } from "@/components/incidents/use-triage";
import { Initials } from "@/components/layout/person-menu";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import type { Incident } from "@/lib/desk/schemas";

/** Assigns a person, and sets the owner team where there are teams. */
export function AssignMenu({ incident }: { incident: Incident }) {
  const triage = useTriage();
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
      <AssigneeItems
        assigneeId={incident.assignee?.id ?? null}
        ownerTeamId={incident.ownerTeam?.id ?? null}
        onChoose={(body) => triage.mutate({ incident, body })}
      />
    </Menu>
  );
}
