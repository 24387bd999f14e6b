"use client";

import { useMutation } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { useMe } from "@/components/layout/me";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckItem, MenuLabel } from "@/components/ui/menu";
import { toastError } from "@/components/ui/toaster";
import { switchWorkspace } from "@/lib/workspaces/query-options";

/** Switches workspaces; hidden for people with only one. `inRail` fits it to the rail's width. */
export function WorkspaceSwitcher({ inRail = false }: { inRail?: boolean }) {
  const { workspace, workspaces } = useMe();
  const { mutate, isPending } = useMutation({
    mutationFn: switchWorkspace,
    // A full load, because everything on this page belongs to the previous workspace.
    onSuccess: () => window.location.assign("/incidents"),
    onError: toastError,
  });
  if (workspaces.length < 2) return null;
  const trigger = (
    <Button
      disabled={isPending}
      aria-label={`Switch workspace, now ${workspace.name}`}
      className={inRail ? "w-full px-2 xl:justify-between" : undefined}
    >
      <span className={inRail ? "hidden truncate xl:block" : "max-w-40 truncate"}>{workspace.name}</span>
      <ChevronsUpDown aria-hidden />
    </Button>
  );
  return (
    <Menu trigger={trigger} align="start">
      <MenuLabel>Workspace</MenuLabel>
      {workspaces.map(({ id, name, role }) => (
        <MenuCheckItem key={id} checked={id === workspace.id} onSelect={() => mutate(id)}>
          <span className="min-w-0 flex-1 anywhere">{name}</span>
          <span className="pl-3 text-xs text-faint">{role}</span>
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
