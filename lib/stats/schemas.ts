import { z } from "zod";
import { CATEGORIES } from "@/lib/failures/schemas";
import { ReliabilityStats } from "@/lib/knowledge/reliability/schemas";
import { Instant } from "@/lib/platform/instant";

export const StatsFilter = z.object({
  since: Instant.optional(),
  until: Instant.optional(),
  pipeline: z.string().optional(),
});
export type StatsFilter = z.infer<typeof StatsFilter>;

const Spread = z.object({
  count: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

export const Stats = z.object({
  since: z.string(),
  until: z.string(),
  bucket: z.enum(["hour", "day"]),
  totals: z.object({
    opened: z.number().int(),
    resolved: z.number().int(),
    open: z.number().int(),
    occurrences: z.number().int(),
    /** Incidents opened in the preceding period of the same length, for the trend arrow. */
    previousOpened: z.number().int(),
    diagnosed: z.number().int(),
  }),
  overTime: z.array(z.object({ at: z.string(), opened: z.number().int(), resolved: z.number().int() })),
  byCategory: z.array(z.object({ category: z.enum(CATEGORIES), count: z.number().int() })),
  byPipeline: z.array(
    z.object({ pipeline: z.string(), count: z.number().int(), occurrences: z.number().int() }),
  ),
  /** The pipelines, services, workloads and checks with the most incidents. */
  bySubject: z.array(
    z.object({
      kind: z.enum(["pipeline", "service", "workload", "check"]),
      name: z.string(),
      count: z.number().int(),
      occurrences: z.number().int(),
    }),
  ),
  bySeverity: z.array(z.object({ severity: z.string(), count: z.number().int() })),
  /** How confidence compares with outcomes, for diagnoses that were judged in the period. */
  reliability: ReliabilityStats,
  timeToDiagnosis: Spread,
  timeToAcknowledge: Spread,
  timeToResolve: Spread,
  diagnosisOverTime: z.array(
    z.object({ at: z.string(), p50Ms: z.number().nullable(), p95Ms: z.number().nullable() }),
  ),
});
export type Stats = z.infer<typeof Stats>;

export const PipelineSummary = z.object({
  id: z.string(),
  /** Identifies it within its source: the orchestrator's id, or name and namespace or environment. */
  externalId: z.string(),
  name: z.string(),
  source: z.object({ kind: z.string(), name: z.string() }),
  owner: z.string().nullable(),
  taskCount: z.number().int(),
  openIncidents: z.number().int(),
  /** Numbers of open incidents of other pipelines that its failures are part of, until it succeeds again; up to 5. */
  partOf: z.array(z.number().int()),
  incidents30d: z.number().int(),
  /** Incidents opened per day over the last 30 days, oldest first, for a sparkline. */
  trend: z.array(z.number().int()),
  lastFailureAt: z.string().nullable(),
});
export type PipelineSummary = z.infer<typeof PipelineSummary>;
export const PipelinePage = z.object({ items: z.array(PipelineSummary) });
export type PipelinePage = z.infer<typeof PipelinePage>;
