import { z } from "zod";

export const WORKFLOW_STATUSES = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"] as const;
export const WorkflowStatus = z.enum(WORKFLOW_STATUSES);
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

/** Lower case, as existing clients expect, unlike the status of a workflow. */
export const StepStatus = z.enum(["pending", "running", "completed", "skipped", "failed", "cancelled"]);
export type StepStatus = z.infer<typeof StepStatus>;

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

export const WorkflowFilter = z.object({
  type: z.string().max(100).optional(),
  status: z.preprocess(
    (value) => (typeof value === "string" ? value.toUpperCase() : value),
    WorkflowStatus.optional(),
  ),
  incident_id: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(100).optional(),
});
export type WorkflowFilter = z.infer<typeof WorkflowFilter>;

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
      status: StepStatus,
      order: z.number().int(),
      attempts: z.number().int(),
      started_at: z.string().nullable(),
      ended_at: z.string().nullable(),
      error: z.string().nullable(),
      /** Why it was skipped. */
      reason: z.string().nullable(),
    }),
  ),
  /** Whether retention has removed the steps; `progress` remains. */
  steps_removed: z.boolean(),
  incident_id: z.string().nullable(),
  error: z.string().nullable(),
  can_cancel: z.boolean(),
  can_retry: z.boolean(),
  created_at: z.string(),
  ended_at: z.string().nullable(),
});
export type WorkflowView = z.infer<typeof WorkflowView>;

export const WorkflowPage = z.object({
  items: z.array(WorkflowView),
  nextCursor: z.string().nullable(),
});
export type WorkflowPage = z.infer<typeof WorkflowPage>;

/** What a token that may not read gets from cancelling and retrying. */
export const WorkflowReceipt = WorkflowView.pick({ workflow_id: true, type: true, status: true });
