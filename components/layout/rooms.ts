import {
  Activity,
  BookOpen,
  ChartColumn,
  Inbox,
  Lightbulb,
  Settings,
  SlidersHorizontal,
  Workflow,
} from "lucide-react";
import type { Me } from "@/lib/workspaces/schemas";

/** Main pages in the rail's order. `key` follows `g`; one with a `part` is only listed once that is in use. */
export const ROOMS = [
  { href: "/incidents", label: "Incidents", icon: Activity, key: "i" },
  { href: "/pipelines", label: "Pipelines", icon: Workflow, key: "p" },
  { href: "/patterns", label: "Patterns", icon: Lightbulb, key: "k", part: "patterns" },
  { href: "/stats", label: "Stats", icon: ChartColumn, key: "s" },
  { href: "/deliveries", label: "Deliveries", icon: Inbox, key: "d" },
  { href: "/setup", label: "Setup", icon: SlidersHorizontal, key: "u" },
  { href: "/settings", label: "Settings", icon: Settings, key: "t" },
] as const;

type Room = (typeof ROOMS)[number];

/** The pages to list for a person. */
export function roomsFor({ inUse }: Pick<Me, "inUse">): Room[] {
  return ROOMS.filter((room) => !("part" in room) || inUse[room.part]);
}

const MAX_IN_BAR = 5;

/** What fits into the bar at the bottom of a phone, and what its menu holds. */
export function splitForPhone<T>(rooms: readonly T[]): { bar: T[]; more: T[] } {
  const fits = rooms.length <= MAX_IN_BAR ? MAX_IN_BAR : MAX_IN_BAR - 1;
  return { bar: rooms.slice(0, fits), more: rooms.slice(fits) };
}

/** Pages reached from the palette and Settings, not the rail. */
export const SIDE_ROOMS = [{ href: "/docs", label: "API reference", icon: BookOpen, key: "a" }] as const;
