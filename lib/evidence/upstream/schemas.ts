import { z } from "zod";

/** What the collector `upstream-inputs` adds to the facts of the run state. */
export const UPSTREAM_FACTS = {
  /** What the failed task waited for in its run. */
  upstreamTasks: z
    .array(
      z.object({
        task: z.string(),
        state: z.string().nullable(),
        endedAt: z.string().nullable(),
        durationMs: z.number().nullable(),
      }),
    )
    .nullish(),
  /** Asset or dataset events that triggered the run. */
  triggers: z
    .array(
      z.object({
        asset: z.string(),
        pipeline: z.string().nullable(),
        runId: z.string().nullable(),
        at: z.string().nullable(),
      }),
    )
    .nullish(),
  /** The latest run, before the failure, of each pipeline that this one waits for or reads from. */
  upstreamPipelines: z
    .array(
      z.object({
        pipeline: z.string(),
        runId: z.string().nullable(),
        state: z.string().nullable(),
        endedAt: z.string().nullable(),
        hasFailed: z.boolean(),
      }),
    )
    .nullish(),
  /** The datasets that were read, judged by when and how much is usually written. */
  inputs: z
    .array(
      z.object({
        dataset: z.string(),
        lastWriteAt: z.string().nullable(),
        /** Median time between writes; null if there are too few. */
        usualIntervalMs: z.number().nullable(),
        isLate: z.boolean(),
        lastRows: z.number().nullable(),
        usualRows: z.number().nullable(),
        /** How the last write's number of rows differs from the usual; null if it does not. */
        rowDrift: z.enum(["empty", "fewer", "more"]).nullable(),
      }),
    )
    .nullish(),
};

const Upstream = z.object(UPSTREAM_FACTS);
type Upstream = z.infer<typeof Upstream>;

export type UpstreamTask = NonNullable<Upstream["upstreamTasks"]>[number];
export type RunTrigger = NonNullable<Upstream["triggers"]>[number];
export type UpstreamPipeline = NonNullable<Upstream["upstreamPipelines"]>[number];
export type InputState = NonNullable<Upstream["inputs"]>[number];
