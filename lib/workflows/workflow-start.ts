import { newId } from "@/lib/platform/crypto";

interface StartInput {
  workspaceId: string;
  /** Function id, e.g. `analyze-incident`. */
  type: string;
  /** Name of the event that starts it. */
  event: string;
  incidentId: string | null;
  fixId?: string;
  /** Planned step names in order, shown as progress before the first step starts. */
  plannedSteps: readonly string[];
  /** Extra ids for the event data, and a `priority`; `workflowId` and `workspaceId` are added. */
  data: Record<string, string | number | null>;
  /** ISO 8601. */
  at: string;
}

/** A workflow to start: its row, and the event that starts it. */
export interface WorkflowStart {
  workflow: {
    id: string;
    workspaceId: string;
    incidentId: string | null;
    fixId: string | null;
    type: string;
    plannedSteps: readonly string[];
    createdAt: string;
  };
  outbox: {
    id: string;
    workspaceId: string;
    name: string;
    data: Record<string, string | number | null>;
    createdAt: string;
  };
}

/**
 * Builds the rows that start a workflow, to be written in the caller's transaction. Nothing is sent here: the edge
 * sends after the commit, and a sweep sends what a crash left behind.
 */
export function workflowStart(input: StartInput): WorkflowStart {
  const { workspaceId, at: createdAt } = input;
  const id = newId();
  return {
    workflow: {
      id,
      workspaceId,
      incidentId: input.incidentId,
      fixId: input.fixId ?? null,
      type: input.type,
      plannedSteps: input.plannedSteps,
      createdAt,
    },
    outbox: {
      id: newId(),
      workspaceId,
      name: input.event,
      data: { ...input.data, workflowId: id, workspaceId },
      createdAt,
    },
  };
}
