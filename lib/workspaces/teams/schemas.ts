import { z } from "zod";
import { Label } from "@/lib/platform/written-text";

/** So many teams fit into one workspace. */
export const MAX_TEAMS = 200;

/** A name as it is reported, or a pattern in which `*` stands for any text. */
const Pattern = Label(200).min(1);
const Patterns = z.array(Pattern).max(100);

const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "may have lower-case letters, digits and single hyphens between them");

export const Ownership = z.object({ pipelines: Patterns, services: Patterns, tags: Patterns });
export type Ownership = z.infer<typeof Ownership>;

export const Team = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string(), image: z.string().nullable() })),
  /** Names and patterns of what it looks after. */
  owns: Ownership,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Team = z.infer<typeof Team>;
export const TeamPage = z.object({ items: z.array(Team) });
export type TeamPage = z.infer<typeof TeamPage>;

export const CreateTeam = z.object({
  name: Label(80).min(1),
  /** Made from the name unless given. */
  slug: Slug.optional(),
  memberIds: z.array(z.string().max(100)).max(200).optional(),
  owns: Ownership.partial().optional(),
});
export type CreateTeam = z.infer<typeof CreateTeam>;

/** Absent fields stay; `memberIds` and each list of `owns` replace what was there. */
export const UpdateTeam = CreateTeam.partial();
export type UpdateTeam = z.infer<typeof UpdateTeam>;
