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

/** Pages reached from the palette and Settings, not the rail. */
export const SIDE_ROOMS = [{ href: "/docs", label: "API reference", icon: BookOpen, key: "a" }] as const;
