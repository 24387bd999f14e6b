import { z } from "zod";

/** A run that has to run again, or a run that never happened. */
export const PlanInterval = z.object({
  /** As the orchestrator names it. */
  run: z.string(),
  /** ISO 8601; null if the orchestrator did not say. */
  logicalDate: z.string().nullable(),
  /** The data interval, if it is known and not empty. */
  start: z.string().nullable(),
  end: z.string().nullable(),
  state: z.string().nullable(),
});
export type PlanInterval = z.infer<typeof PlanInterval>;

/** A pipeline to run again, upstream before downstream. */
export const PlanStage = z.object({
  pipeline: z.string(),
  /** The task to start from; null for the whole pipeline. */
  task: z.string().nullable(),
  why: z.string(),
  /** How many of its runs are known to have used bad or missing data; null if not known. */
  runs: z.number().int().nullable(),
});
export type PlanStage = z.infer<typeof PlanStage>;

export const PlanStep = z.object({
  title: z.string(),
  why: z.string(),
  /** For a POSIX shell, or an SQL statement; null if a person has to do it elsewhere. Never run by the product. */
  command: z.string().nullable(),
  language: z.enum(["shell", "sql"]).default("shell"),
  /** What happens when it worked. */
  expected: z.string().nullable(),
  /** How to tell that it worked. */
  check: z.string().nullable(),
  /** Deletes or overwrites data. */
  isDestructive: z.boolean(),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** What a person does, in order. */
export const FixPlan = z.object({
  steps: z.array(PlanStep),
  /** Oldest first. */
  intervals: z.array(PlanInterval),
  /** What is not known about the intervals; null if they are complete. */
  intervalsNote: z.string().nullable(),
  order: z.array(PlanStage),
  /** What is not known about the order; null if lineage is known. */
  orderNote: z.string().nullable(),
});
export type FixPlan = z.infer<typeof FixPlan>;
