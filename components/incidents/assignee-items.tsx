"use client";

import { useQuery } from "@tanstack/react-query";
import { useMe } from "@/components/layout/me";
import { MenuCheckItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { UpdateIncident } from "@/lib/incidents/schemas";
import { membersQuery } from "@/lib/workspaces/query-options";
import { teamsQuery } from "@/lib/workspaces/teams/query-options";

interface AssigneeItemsProps {
  /** Null if nobody has it; undefined if several incidents differ. */
  assigneeId: string | null | undefined;
  ownerTeamId: string | null | undefined;
  onChoose: (body: Pick<UpdateIncident, "assigneeId" | "ownerTeamId">) => void;
}

/** Menu items to choose a person, and an owner team where there are teams. */
export function AssigneeItems({ assigneeId, ownerTeamId, onChoose }: AssigneeItemsProps) {
  const me = useMe();
  const { data: members } = useQuery(membersQuery());
  const { data: teams } = useQuery(teamsQuery());
  const everyone = members?.items ?? [];
  const mine = everyone.filter(({ id }) => id === me.user.id);
  const others = everyone.filter(({ id }) => id !== me.user.id);
  return (
    <>
      {[...mine, ...others].map(({ id, name }) => (
        <MenuCheckItem key={id} checked={assigneeId === id} onSelect={() => onChoose({ assigneeId: id })}>
          {id === me.user.id ? `Me (${me.user.name})` : name}
        </MenuCheckItem>
      ))}
      <MenuCheckItem checked={assigneeId === null} onSelect={() => onChoose({ assigneeId: null })}>
        Unassigned
      </MenuCheckItem>
      {teams && teams.items.length > 0 && (
        <>
          <MenuSeparator />
          <MenuLabel>Owner team</MenuLabel>
          {teams.items.map(({ id, name }) => (
            <MenuCheckItem
              key={id}
              checked={ownerTeamId === id}
              onSelect={() => onChoose({ ownerTeamId: id })}
            >
              {name}
            </MenuCheckItem>
          ))}
          <MenuCheckItem checked={ownerTeamId === null} onSelect={() => onChoose({ ownerTeamId: null })}>
            No team
          </MenuCheckItem>
        </>
      )}
    </>
  );
}
