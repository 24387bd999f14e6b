import { z } from "zod";
import { Criticality } from "@/lib/failures/schemas";
import { TeamRef } from "@/lib/pipelines/schemas";

export const IMPACT_KINDS = ["pipeline", "dataset", "dashboard"] as const;
export const ImpactKind = z.enum(IMPACT_KINDS);
export type ImpactKind = z.infer<typeof ImpactKind>;

/** A deadline that a failure can make a pipeline miss. */
export const ImpactDeadline = z.object({
  pipelineId: z.string(),
  pipeline: z.string(),
  /** As people write it, such as `07:30 Europe/Berlin`. */
  label: z.string(),
  /** When it falls due for the first time after the failure, ISO 8601. */
  at: z.string(),
  /** When work must start again at the latest, from usual durations; null if they are unknown. */
  fixBy: z.string().nullable(),
});
export type ImpactDeadline = z.infer<typeof ImpactDeadline>;

/** Something that depends on what failed. */
export const ImpactItem = z.object({
  kind: ImpactKind,
  id: z.string(),
  name: z.string(),
  /** What it is reached through, from the failed pipeline's neighbor on; empty for a direct dependent. */
  path: z.array(z.object({ kind: ImpactKind, name: z.string() })),
  ownerTeam: TeamRef.nullable(),
  /** As its system names it; a person, a team or a mail address. */
  owner: z.string().nullable(),
  /** Null for datasets and dashboards. */
  criticality: Criticality.nullable(),
});
export type ImpactItem = z.infer<typeof ImpactItem>;

/** What depends on what failed. */
export const IncidentImpact = z.object({
  /** Nearest first; pipelines and dashboards before datasets at the same distance. */
  items: z.array(ImpactItem),
  counts: z.object({
    pipelines: z.number().int(),
    datasets: z.number().int(),
    dashboards: z.number().int(),
  }),
  /** There is more, too far away or beyond the limit. */
  isTruncated: z.boolean(),
  /** Of the failed pipeline and of those that depend on it, the most urgent first. */
  deadlines: z.array(ImpactDeadline),
  /** Whether anything is known about what the failed pipeline writes or triggers. */
  isLineageKnown: z.boolean(),
  /** Ids of the pipelines among the items that do not depend on another one, but cannot run themselves. */
  blocked: z.array(z.string()).default([]),
});
export type IncidentImpact = z.infer<typeof IncidentImpact>;
