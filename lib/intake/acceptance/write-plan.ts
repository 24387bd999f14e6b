import type { QueryConfig } from "pg";
import { eventRecords, type EventRecords } from "@/lib/incidents/history/event-records";
import { analysisPriority } from "@/lib/incidents/analysis-start";
import { APPLY_PLAN } from "@/lib/intake/acceptance/accept-sql";
import type { IntakePlan } from "@/lib/intake/acceptance/intake-rows";
import { newId } from "@/lib/platform/crypto";
import { EVENTS } from "@/lib/workflows/plans";
import { workflowStart, type WorkflowStart } from "@/lib/workflows/workflow-start";

/** The statement that writes a plan. `analysisSteps`: planned steps of an analysis, shown before it starts. */
export function writePlan(plan: IntakePlan, analysisSteps: readonly string[]): QueryConfig {
  return { name: "apply-plan", text: APPLY_PLAN, values: [JSON.stringify(withIds(plan, analysisSteps))] };
}

function withIds(plan: IntakePlan, analysisSteps: readonly string[]) {
  const severities = new Map(plan.newIncidents.map(({ id, severity }) => [id, severity]));
  const analyses = new Map<string, WorkflowStart>();
  for (const { workspaceId, incidentId, at } of plan.analyses) {
    const start = workflowStart({
      workspaceId,
      type: "analyze-incident",
      event: EVENTS.analysisRequested,
      incidentId,
      plannedSteps: analysisSteps,
      data: {
        incidentId,
        engine: "auto",
        priority: analysisPriority(severities.get(incidentId) ?? "warning"),
      },
      at,
    });
    analyses.set(incidentId, start);
  }
  const workflowId = (incidentId: string) => analyses.get(incidentId)?.workflow.id ?? null;
  return {
    ...recordsOf(plan, [...analyses.values()]),
    attempts: plan.attempts.map((attempt) => ({ ...attempt, id: newId() })),
    newIncidents: plan.newIncidents.map((row) => ({ ...row, workflowId: workflowId(row.id) })),
    incidentChanges: plan.incidentChanges.map((change) => ({ ...change, workflowId: workflowId(change.id) })),
    occurrences: plan.occurrences.map((occurrence) => ({ ...occurrence, id: newId() })),
    runs: plan.runs,
    subjects: plan.subjects,
    links: linksOf(plan),
  };
}

function linksOf({ incidentsOfDelivery }: IntakePlan) {
  return [...incidentsOfDelivery].flatMap(([deliveryId, incidents]) =>
    incidents.map((incidentId, n) => ({ deliveryId, incidentId, isFirst: n === 0 })),
  );
}

/** Per event, because a batch may span workspaces, sources and times. */
function recordsOf(plan: IntakePlan, starts: readonly WorkflowStart[]): EventRecords {
  const records = plan.events.map((event) =>
    eventRecords({ workspaceId: event.workspaceId, actor: event.actor, at: event.at }, [event], [], newId),
  );
  return {
    timeline: records.flatMap(({ timeline }) => timeline),
    audits: records.flatMap(({ audits }) => audits),
    workflows: starts.map(({ workflow }) => workflow),
    outbox: starts.map(({ outbox }) => outbox),
  };
}
