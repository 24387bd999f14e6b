import { z } from "zod";
import { Criticality } from "@/lib/failures/schemas";

/** On which days a deadline applies. */
export const DEADLINE_CALENDARS = ["daily", "weekdays", "month_start", "month_end"] as const;

/** IANA time zone, such as `Europe/Berlin`. */
export const Zone = z.string().trim().max(100).refine(isZone, "must be a time zone such as Europe/Berlin");

/** Time of day, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 07:30");

/** When a pipeline must be done. */
export const Deadline = z.object({
  time: TimeOfDay,
  zone: Zone,
  calendar: z.enum(DEADLINE_CALENDARS).default("daily"),
});
export type Deadline = z.infer<typeof Deadline>;

function isZone(zone: string): boolean {
  // A fixed offset is a valid zone for Intl, but has no daylight saving time, which deadlines are about.
  if (/^[+-]/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}

/** Settings that a pipeline's definition declares, in DAG tags or dbt `meta`. */
export const DeclaredSettings = z.object({
  criticality: Criticality.nullable().default(null),
  deadline: Deadline.nullable().default(null),
  /** Slug of the owner team, or the name of an owner. */
  owner: z.string().nullable().default(null),
  /** What declares each of them, such as `tag tier:1`. */
  origins: z
    .object({
      criticality: z.string().optional(),
      deadline: z.string().optional(),
      owner: z.string().optional(),
    })
    .default({}),
  /** Why declarations were ignored. */
  notes: z.array(z.string()).default([]),
});
export type DeclaredSettings = z.infer<typeof DeclaredSettings>;

/** Absent settings stay unchanged; null resets one to what the definition declares. */
export const UpdatePipeline = z.object({
  criticality: Criticality.nullable().optional(),
  deadline: z
    .strictObject({ time: TimeOfDay, zone: Zone, calendar: z.enum(DEADLINE_CALENDARS).optional() })
    .nullable()
    .optional(),
  ownerTeamId: z.string().max(100).nullable().optional(),
});
export type UpdatePipeline = z.infer<typeof UpdatePipeline>;

/**
 * Where a setting comes from: made here by a person, declared in the pipeline's definition, from the list of what a team
 * owns, or none of them.
 */
export const SETTING_ORIGINS = ["set", "declared", "team", "default"] as const;

const Origin = z.object({
  origin: z.enum(SETTING_ORIGINS),
  /** What declares it, such as `tag tier:1`, even if a person has set something else. */
  declaredBy: z.string().nullable(),
});

export const TeamRef = z.object({ id: z.string(), slug: z.string(), name: z.string() });
export type TeamRef = z.infer<typeof TeamRef>;

/** A pipeline's settings as they apply. */
export const PipelineSettings = z.object({
  criticality: Origin.extend({ value: Criticality }),
  deadline: Origin.extend({ value: Deadline.nullable() }),
  ownerTeam: Origin.extend({ value: TeamRef.nullable() }),
});
export type PipelineSettings = z.infer<typeof PipelineSettings>;
