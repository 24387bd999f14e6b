import { describe, expect, it } from "vitest";
import { summariseWorkflow, toWorkflowView, type WorkflowRow } from "@/lib/workflows/progress";

const at = new Date("2026-11-21T02:00:00Z");

const step = (name: string, order: number, status: string): WorkflowRow["steps"][number] => ({
  workflowId: "w",
  name,
  order,
  status,
  attempts: 1,
  error: null,
  reason: null,
  startedAt: at,
  endedAt: status === "COMPLETED" ? at : null,
});

const row = (part: Partial<WorkflowRow> = {}): WorkflowRow => ({
  id: "w",
  workspaceId: "ws",
  incidentId: "i",
  fixId: null,
  type: "analyze-incident",
  status: "RUNNING",
  plannedSteps: ["collect-evidence", "diagnose", "propose-fixes"],
  engineRunId: null,
  error: null,
  finalProgress: null,
  createdAt: at,
  startedAt: at,
  endedAt: null,
  steps: [],
  ...part,
});

describe("workflow progress", () => {
  it("shows planned steps before the first one starts", () => {
    expect(summariseWorkflow(row())).toMatchObject({
      progress: "0/3 steps completed",
      currentStep: "collect-evidence",
    });
  });

  it("names the running step and counts the completed ones", () => {
    const steps = [step("diagnose", 2, "RUNNING"), step("collect-evidence", 1, "COMPLETED")];
    expect(summariseWorkflow(row({ steps }))).toMatchObject({
      progress: "1/3 steps completed",
      currentStep: "diagnose",
    });
  });

  it("counts unplanned steps", () => {
    const steps = [step("collect-evidence", 1, "COMPLETED"), step("read-again-1", 2, "RUNNING")];
    const view = toWorkflowView(row({ steps }));
    expect(view.progress).toBe("1/4 steps completed");
    expect(view.steps.map((item) => [item.order, item.name])).toEqual([
      [1, "collect-evidence"],
      [2, "read-again-1"],
      [3, "diagnose"],
      [4, "propose-fixes"],
    ]);
  });

  it("keeps the final progress after its steps are removed", () => {
    const over = row({ status: "COMPLETED", endedAt: at, finalProgress: "5/5 steps completed" });
    expect(toWorkflowView(over)).toMatchObject({
      progress: "5/5 steps completed",
      steps: [],
      steps_removed: true,
    });
    expect(summariseWorkflow(over).progress).toBe("5/5 steps completed");
    expect(toWorkflowView(row()).steps_removed).toBe(false);
  });

  it("shows no pending steps once it has ended", () => {
    const steps = [step("collect-evidence", 1, "COMPLETED"), step("diagnose", 2, "FAILED")];
    const view = toWorkflowView(row({ steps, status: "FAILED", error: "boom", endedAt: at }));
    expect(view).toMatchObject({
      status: "FAILED",
      progress: "1/2 steps completed",
      current_step: null,
      error: "boom",
    });
  });
});
