import { z } from "zod";

export const WORKFLOW_STATUSES = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"] as const;
export const WorkflowStatus = z.enum(WORKFLOW_STATUSES);
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

/** A workflow summary for list rows and page headers. */
export const WorkflowSummary = z.object({
  id: z.string(),
  type: z.string(),
  status: WorkflowStatus,
  /** Such as `3/5 steps completed`. */
  progress: z.string(),
  currentStep: z.string().nullable(),
  error: z.string().nullable(),
});
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

/** The workflow resource. snake_case, as existing clients expect. */
export const WorkflowView = z.object({
  workflow_id: z.string(),
  type: z.string(),
  status: WorkflowStatus,
  progress: z.string(),
  current_step: z.string().nullable(),
  steps: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["PENDING", "RUNNING", "COMPLETED", "FAILED"]),
      order: z.number().int(),
      attempts: z.number().int(),
      started_at: z.string().nullable(),
      ended_at: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
  /** Whether retention has removed the steps; `progress` remains. */
  steps_removed: z.boolean(),
  incident_id: z.string().nullable(),
  error: z.string().nullable(),
  created_at: z.string(),
  ended_at: z.string().nullable(),
});
export type WorkflowView = z.infer<typeof WorkflowView>;
