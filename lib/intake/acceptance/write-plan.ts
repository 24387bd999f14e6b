import type { QueryConfig } from "pg";
import { APPLY_PLAN } from "@/lib/intake/acceptance/accept-sql";
import type { IntakePlan } from "@/lib/intake/acceptance/intake-rows";
import { newId } from "@/lib/platform/crypto";
import { EVENTS } from "@/lib/workflows/plans";

const ACTOR_NAME = "Pipeline Debugger";

/** The statement that writes a plan. `analysisSteps`: steps that an analysis will have, shown before it begins. */
export function writePlan(plan: IntakePlan, analysisSteps: readonly string[]): QueryConfig {
  return { name: "apply-plan", text: APPLY_PLAN, values: [JSON.stringify(withIds(plan, analysisSteps))] };
}

function withIds(plan: IntakePlan, analysisSteps: readonly string[]) {
  const analyses = plan.analyses.map((one) => ({
    ...one,
    workflowId: newId(),
    eventId: newId(),
    event: EVENTS.analysisRequested,
    plannedSteps: analysisSteps,
  }));
  const workflowOf = new Map(analyses.map((one) => [one.incidentId, one.workflowId]));
  return {
    analyses,
    attempts: plan.attempts.map((one) => ({ ...one, id: newId() })),
    newIncidents: plan.newIncidents.map((one) => ({ ...one, workflowId: workflowOf.get(one.id) ?? null })),
    incidentChanges: plan.incidentChanges.map((one) => ({
      ...one,
      workflowId: workflowOf.get(one.id) ?? null,
    })),
    occurrences: plan.occurrences.map((one) => ({ ...one, id: newId() })),
    timeline: plan.timeline.map((one) => ({ ...one, id: newId(), actorName: ACTOR_NAME })),
    audits: plan.audits.map((one) => ({ ...one, id: newId(), actorName: ACTOR_NAME })),
    taskCounts: plan.taskCounts,
    runs: plan.runs,
    links: [...plan.incidentOfDelivery].flatMap(([id, incidentId]) =>
      incidentId ? [{ id, incidentId }] : [],
    ),
  };
}
