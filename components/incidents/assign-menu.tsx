"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTriage } from "@/components/incidents/use-triage";
import { useMe } from "@/components/layout/me";
import { Initials } from "@/components/layout/person-menu";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { Incident } from "@/lib/desk/schemas";
import { membersQuery } from "@/lib/workspaces/query-options";
import { teamsQuery } from "@/lib/workspaces/teams/query-options";
import type { Team } from "@/lib/workspaces/teams/schemas";

/** Assigns a person, and sets the owner team where there are teams. */
export function AssignMenu({ incident }: { incident: Incident }) {
  const triage = useTriage();
  const me = useMe();
  const { data: members } = useQuery(membersQuery());
  const { data: teams } = useQuery(teamsQuery());
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
      {teams && teams.items.length > 0 && <TeamItems incident={incident} teams={teams.items} />}
    </Menu>
  );
}

function TeamItems({ incident, teams }: { incident: Incident; teams: readonly Team[] }) {
  const triage = useTriage();
  const give = (ownerTeamId: string | null) => triage.mutate({ incident, body: { ownerTeamId } });
  return (
    <>
      <MenuSeparator />
      <MenuLabel>Owner team</MenuLabel>
      {teams.map(({ id, name }) => (
        <MenuCheckItem key={id} checked={incident.ownerTeam?.id === id} onSelect={() => give(id)}>
          {name}
        </MenuCheckItem>
      ))}
      <MenuCheckItem checked={incident.ownerTeam === null} onSelect={() => give(null)}>
        No team
      </MenuCheckItem>
    </>
  );
}
