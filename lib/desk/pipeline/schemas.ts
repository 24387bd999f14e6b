import { z } from "zod";
import { Severity } from "@/lib/failures/schemas";
import { IncidentStatus } from "@/lib/incidents/schemas";
import { PipelineSettings } from "@/lib/pipelines/schemas";

const DatasetRef = z.object({
  id: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** table, file, topic, dashboard or dataset */
  kind: z.string(),
});
export type DatasetRef = z.infer<typeof DatasetRef>;

const RelatedPipeline = z.object({
  id: z.string(),
  name: z.string(),
  /** How it is related: `trigger`, `sensor`, `asset`, or `dataset` if it reads what the other writes. */
  via: z.array(z.string()),
});
export type RelatedPipeline = z.infer<typeof RelatedPipeline>;

/** A recent run. */
export const PipelineRun = z.object({
  id: z.string(),
  /** The orchestrator's id. */
  runId: z.string(),
  type: z.string().nullable(),
  /** failed, succeeded, running, cancelled or will_retry; null if nobody has said. */
  state: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  /** Attempts that failed, retried ones included. */
  failedAttempts: z.number().int(),
  externalUrl: z.string().nullable(),
  firstSeenAt: z.string(),
});
export type PipelineRun = z.infer<typeof PipelineRun>;

export const PipelineTask = z.object({
  id: z.string(),
  name: z.string(),
  operator: z.string().nullable(),
  /** Share of its recent runs that succeeded only on a retry, 0 to 1. */
  flakeScore: z.number().nullable(),
});
export type PipelineTask = z.infer<typeof PipelineTask>;

const OpenIncident = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: IncidentStatus,
  severity: Severity,
  lastSeenAt: z.string(),
});

/** A pipeline with its settings, recent runs and lineage. */
export const PipelineDetail = z.object({
  id: z.string(),
  externalId: z.string(),
  name: z.string(),
  source: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  /** Pipelines of its name and environment that other sources report, and that may be the same one; up to 5. */
  namesakes: z.array(z.object({ id: z.string(), sourceName: z.string() })),
  /** As the orchestrator names it. */
  owner: z.string().nullable(),
  filePath: z.string().nullable(),
  tags: z.array(z.string()),
  schedule: z.string().nullable(),
  isPaused: z.boolean().nullable(),
  nextRunAt: z.string().nullable(),
  settings: PipelineSettings,
  /** Declarations that were not understood. */
  declarationNotes: z.array(z.string()),
  nextDeadlineAt: z.string().nullable(),
  /** Median of recent successful runs. */
  usualDurationMs: z.number().nullable(),
  /** The last 20, newest first. */
  runs: z.array(PipelineRun),
  /** The flakiest first; up to 200. */
  tasks: z.array(PipelineTask),
  /** Up to 200 each. */
  reads: z.array(DatasetRef),
  writes: z.array(DatasetRef),
  upstream: z.array(RelatedPipeline),
  downstream: z.array(RelatedPipeline),
  /** The newest 20. */
  openIncidents: z.array(OpenIncident),
  /** The newest 20 open incidents of other pipelines that failures of this one are part of, until it succeeds again. */
  partOf: z.array(
    OpenIncident.extend({
      /** When this pipeline failed last because of it. */
      lastSeenAt: z.string(),
      /** This pipeline's own incident, merged into it; the latest if there are several. */
      symptomNumber: z.number().int(),
    }),
  ),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
});
export type PipelineDetail = z.infer<typeof PipelineDetail>;

export const PipelineReceipt = PipelineDetail.pick({ id: true });
