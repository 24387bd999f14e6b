import type { UpdateIncident } from "@/lib/incidents/schemas";

const HOUR_MS = 3_600_000;
const MORNING_HOUR = 9;

interface SnoozeChoice {
  label: string;
  /** Completes `#12 …`. */
  done: string;
  body: Pick<UpdateIncident, "snoozedUntil" | "wakeAfterFailures">;
}

/** Snoozes to offer, in the reader's time zone. */
export function snoozeChoices(now: Date): SnoozeChoice[] {
  const timed = timedChoices(now).map(({ label, until }) => ({
    label,
    done: `snoozed ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
    body: { snoozedUntil: until.toISOString() },
  }));
  return [
    ...timed,
    {
      label: "Until it fails again",
      done: "snoozed until it fails again",
      body: { wakeAfterFailures: 1 },
    },
  ];
}

/** Times to offer, in the reader's time zone. */
export function timedChoices(now: Date): { label: string; until: Date }[] {
  const tomorrow = new Date(now);
  tomorrow.setDate(now.getDate() + 1);
  tomorrow.setHours(MORNING_HOUR, 0, 0, 0);
  const monday = new Date(tomorrow);
  monday.setDate(now.getDate() + ((8 - now.getDay()) % 7 || 7));
  return [
    { label: "For 1 hour", until: new Date(now.getTime() + HOUR_MS) },
    { label: "For 4 hours", until: new Date(now.getTime() + 4 * HOUR_MS) },
    { label: "Until tomorrow, 9:00", until: tomorrow },
    { label: "Until Monday, 9:00", until: monday },
  ];
}
