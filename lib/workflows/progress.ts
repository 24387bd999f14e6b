import { z } from "zod";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { StepStatus, WorkflowStatus, WorkflowSummary, WorkflowView } from "@/lib/workflows/schemas";
import { canCancel, canRetry } from "@/lib/workflows/kinds";

/** What a workflow's progress is read from; not what was asked for, nor what its steps answered. */
export const PROGRESS = { include: { steps: { omit: { output: true } } }, omit: { request: true } } as const;

export type WorkflowRow = Prisma.WorkflowRunGetPayload<typeof PROGRESS>;

type StepView = WorkflowView["steps"][number];

const PlannedSteps = z.array(z.string()).catch([]);

/** Recorded and planned steps in order; planned steps that have not started are PENDING. */
export function stepsOf(row: WorkflowRow): StepView[] {
  const taken = row.steps.map((step): StepView => ({
    name: step.name,
    status: step.status.toLowerCase() as StepStatus,
    order: step.order,
    attempts: step.attempts,
    started_at: step.startedAt?.toISOString() ?? null,
    ended_at: step.endedAt?.toISOString() ?? null,
    error: step.error,
    reason: step.reason,
  }));
  const names = new Set(taken.map((step) => step.name));
  // An ended workflow takes no further steps, so skipped ones are not shown as pending.
  const isOver = row.endedAt !== null;
  const planned = isOver ? [] : PlannedSteps.parse(row.plannedSteps).filter((name) => !names.has(name));
  const pending = planned.map((name): StepView => ({
    name,
    status: "pending",
    order: 0,
    attempts: 0,
    started_at: null,
    ended_at: null,
    error: null,
    reason: null,
  }));
  return [...taken.sort((a, b) => a.order - b.order), ...pending].map((step, i) => ({
    ...step,
    order: i + 1,
  }));
}

/** `3/5 steps completed`; skipped ones count as completed. */
export function progressText(steps: readonly StepView[]): string {
  const done = steps.filter(({ status }) => status === "completed" || status === "skipped").length;
  return `${done}/${steps.length} steps completed`;
}

/** The running step, else the first pending one; null if there is none. */
export function currentStep(steps: readonly StepView[]): string | null {
  const running =
    steps.find((step) => step.status === "running") ?? steps.find((step) => step.status === "pending");
  return running?.name ?? null;
}

export function summariseWorkflow(row: WorkflowRow): WorkflowSummary {
  const steps = stepsOf(row);
  const isOver = row.endedAt !== null;
  return {
    id: row.id,
    type: row.type,
    status: row.status as WorkflowStatus,
    progress: row.finalProgress ?? progressText(steps),
    currentStep: isOver ? null : currentStep(steps),
    error: row.error,
  };
}

export function toWorkflowView(row: WorkflowRow): WorkflowView {
  const steps = stepsOf(row);
  return {
    workflow_id: row.id,
    type: row.type,
    status: row.status as WorkflowStatus,
    progress: row.finalProgress ?? progressText(steps),
    current_step: row.endedAt === null ? currentStep(steps) : null,
    steps,
    steps_removed: row.finalProgress !== null,
    incident_id: row.incidentId,
    error: row.error,
    can_cancel: canCancel(row),
    can_retry: canRetry(row),
    created_at: row.createdAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}
