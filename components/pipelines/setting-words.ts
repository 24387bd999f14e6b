import type { Deadline, PipelineSettings } from "@/lib/pipelines/schemas";

/** Where a setting comes from, in words. */
export function originWords({ origin, declaredBy }: PipelineSettings[keyof PipelineSettings]): string {
  switch (origin) {
    case "set":
      return declaredBy ? `Set here, over ${declaredBy}` : "Set here";
    case "declared":
      return `Declared by ${declaredBy ?? "its definition"}`;
    case "team":
      return `The team lists ${declaredBy ?? "it"} as its own`;
    case "default":
      return declaredBy ? `Default; ${declaredBy} names no team here` : "Default";
  }
}

const CALENDARS: Record<Deadline["calendar"], string> = {
  daily: "every day",
  weekdays: "on weekdays",
  month_start: "on the first of the month",
  month_end: "on the last day of the month",
};

/** `07:30 Europe/Berlin, on weekdays`. */
export function deadlineWords({ time, zone, calendar }: Deadline): string {
  return `${time} ${zone}, ${CALENDARS[calendar]}`;
}
