"use client";

import { Ellipsis, Search } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useLive } from "@/components/layout/live-provider";
import { Mark } from "@/components/layout/mark";
import { useMe } from "@/components/layout/me";
import { PersonMenu } from "@/components/layout/person-menu";
import { roomsFor, splitForPhone } from "@/components/layout/rooms";
import { WorkspaceSwitcher } from "@/components/layout/workspace-switcher";
import { cn } from "@/components/ui/cn";
import { Keys } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";

/** Navigation: a rail at the left, icons only under 1280 px; a bottom bar on phones. */
export function Rail({ onSearch }: { onSearch: () => void }) {
  const rooms = roomsFor(useMe());
  const { bar, more } = splitForPhone(rooms);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:sticky sm:top-0 sm:h-dvh sm:w-14 sm:shrink-0 sm:flex-col sm:border-t-0 sm:border-r sm:pb-0 xl:w-54"
    >
      <RailHead />
      <div className="hidden flex-col gap-2 px-2 pb-2 sm:flex">
        <WorkspaceSwitcher inRail />
        <button
          type="button"
          onClick={onSearch}
          aria-label="Search or run a command"
          className="flex h-9 w-full items-center justify-center gap-2 rounded-md border px-2 text-sm text-muted hover:bg-hover xl:justify-start"
        >
          <Search className="size-4" aria-hidden />
          <span className="hidden flex-1 text-left xl:block">Search</span>
          <span className="hidden xl:block">
            <Keys keys="mod+k" />
          </span>
        </button>
      </div>
      <ul className="grid flex-1 auto-cols-fr grid-flow-col sm:flex sm:flex-col sm:gap-0.5 sm:px-2">
        {rooms.map((room) => (
          <Room key={room.href} room={room} isInBar={bar.includes(room)} />
        ))}
        {more.length > 0 && <More rooms={more} />}
      </ul>
      <div className="hidden flex-col gap-1 p-2 sm:flex">
        <LiveNote />
        <PersonMenu />
      </div>
    </nav>
  );
}

/** The workspace's name, unless the switcher below it shows that already. */
export function RailHead() {
  const { workspace, workspaces } = useMe();
  const name = workspaces.length > 1 ? "Pipeline Debugger" : workspace.name;
  return (
    <div className="hidden h-14 shrink-0 items-center gap-2.5 px-3.5 sm:flex xl:px-4">
      <Mark />
      <span className="hidden truncate text-sm font-semibold xl:block" title={name}>
        {name}
      </span>
    </div>
  );
}

type RoomItem = ReturnType<typeof roomsFor>[number];

const IN_BAR =
  "flex h-14 w-full flex-col items-center justify-center gap-1 text-xs text-muted hover:text-ink focus-visible:-outline-offset-2";

const isAt = (pathname: string, { href }: RoomItem): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);

function Room({ room, isInBar }: { room: RoomItem; isInBar: boolean }) {
  const { href, label, icon: Icon } = room;
  const isHere = isAt(usePathname(), room);
  return (
    <li className={cn("min-w-0", !isInBar && "hidden sm:list-item")}>
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        title={label}
        className={cn(
          IN_BAR,
          "sm:h-9 sm:flex-row sm:rounded-md sm:hover:bg-hover xl:justify-start xl:gap-2.5 xl:px-2.5 xl:text-sm",
          isHere && "font-medium text-accent sm:bg-accent-tint sm:text-accent",
        )}
      >
        <Icon className="size-4 shrink-0" aria-hidden />
        <span className="max-w-full truncate sm:sr-only xl:not-sr-only">{label}</span>
      </Link>
    </li>
  );
}

/** On phones, the pages that do not fit into the bar. */
function More({ rooms }: { rooms: readonly RoomItem[] }) {
  const pathname = usePathname();
  const router = useRouter();
  const isHere = rooms.some((room) => isAt(pathname, room));
  const trigger = (
    <button type="button" className={cn(IN_BAR, isHere && "font-medium text-accent")}>
      <Ellipsis className="size-4 shrink-0" aria-hidden />
      More
    </button>
  );
  return (
    <li className="min-w-0 sm:hidden">
      <Menu trigger={trigger} align="end" side="top">
        {rooms.map(({ href, label, icon: Icon }) => (
          <MenuItem key={href} onSelect={() => router.push(href)}>
            <Icon aria-hidden /> {label}
          </MenuItem>
        ))}
      </Menu>
    </li>
  );
}

/** Shown only while live updates are interrupted. */
function LiveNote() {
  const isDown = useLive() === "down";
  return (
    <p
      role="status"
      title={isDown ? "Live updates are interrupted. The page refreshes every 10 s." : undefined}
      className={cn(
        "items-center justify-center gap-2 px-2.5 text-xs text-warn-ink xl:justify-start",
        isDown ? "flex" : "hidden",
      )}
    >
      <span aria-hidden className="size-2 rounded-full bg-warning" />
      <span className="sr-only xl:not-sr-only">Reconnecting</span>
    </p>
  );
}
