import { z } from "zod";
import { Label } from "@/lib/platform/written-text";

/** Maximum per workspace. */
export const MAX_TEAMS = 200;

/** A name as reported, or a pattern where `*` matches any text. */
const Pattern = Label(200).min(1);
const Patterns = z.array(Pattern).max(100);

const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be lowercase letters and digits, separated by single hyphens");

export const Ownership = z.object({ pipelines: Patterns, services: Patterns, tags: Patterns });
export type Ownership = z.infer<typeof Ownership>;

export const Team = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string(), image: z.string().nullable() })),
  /** Names and patterns of what the team owns. */
  owns: Ownership,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Team = z.infer<typeof Team>;
export const TeamReceipt = Team.pick({ id: true, slug: true, updatedAt: true });

export const TeamPage = z.object({ items: z.array(Team) });
export type TeamPage = z.infer<typeof TeamPage>;

export const CreateTeam = z.object({
  name: Label(80).min(1),
  /** Derived from the name by default. */
  slug: Slug.optional(),
  memberIds: z.array(z.string().max(100)).max(200).optional(),
  owns: Ownership.partial().optional(),
});
export type CreateTeam = z.infer<typeof CreateTeam>;

/** Absent fields stay unchanged; `memberIds` and each list in `owns` replace the current ones. */
export const UpdateTeam = CreateTeam.partial();
export type UpdateTeam = z.infer<typeof UpdateTeam>;
