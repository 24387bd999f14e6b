import { z } from "zod";

/** How much depends on a pipeline. */
export const CRITICALITIES = ["low", "normal", "high", "critical"] as const;
export const Criticality = z.enum(CRITICALITIES);
export type Criticality = z.infer<typeof Criticality>;

/** On which days a deadline applies. */
export const DEADLINE_CALENDARS = ["daily", "weekdays", "month_start", "month_end"] as const;

/** When a pipeline must be done. */
export const Deadline = z.object({
  /** Time of day, `HH:MM`. */
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 07:30"),
  /** IANA time zone, such as `Europe/Berlin`. */
  zone: z.string(),
  calendar: z.enum(DEADLINE_CALENDARS).default("daily"),
});
export type Deadline = z.infer<typeof Deadline>;
