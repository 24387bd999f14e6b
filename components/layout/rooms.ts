import { Activity, BookOpen, ChartColumn, Inbox, Settings, SlidersHorizontal, Workflow } from "lucide-react";

/** Main pages in the rail's order. `key` follows `g`. */
export const ROOMS = [
  { href: "/incidents", label: "Incidents", icon: Activity, key: "i" },
  { href: "/pipelines", label: "Pipelines", icon: Workflow, key: "p" },
  { href: "/stats", label: "Stats", icon: ChartColumn, key: "s" },
  { href: "/deliveries", label: "Deliveries", icon: Inbox, key: "d" },
  { href: "/setup", label: "Setup", icon: SlidersHorizontal, key: "u" },
  { href: "/settings", label: "Settings", icon: Settings, key: "t" },
] as const;

/** Pages reached from the palette and Settings, not the rail. */
export const SIDE_ROOMS = [{ href: "/docs", label: "API reference", icon: BookOpen, key: "a" }] as const;
