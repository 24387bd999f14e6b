import { isTaskReport } from "@/lib/failures/subject";
import { decideSubject } from "@/lib/intake/acceptance/decide-subject";
import { decideTaskReport, type Known, type KnownIncident } from "@/lib/intake/acceptance/decide-report";
import { mergeChanges, withChange } from "@/lib/intake/acceptance/incident-change";
import {
  attemptKey,
  attemptRow,
  type IntakePlan,
  type LoadedIncident,
  type LoadedState,
  type PlacedReport,
} from "@/lib/intake/acceptance/intake-rows";
import { noteReport, type RunState } from "@/lib/intake/acceptance/plan-attempts";
import { applyDecision, type KnownIncidents } from "@/lib/intake/acceptance/plan-incidents";
import type { KnownSuccess } from "@/lib/failures/later-run";
import { reportedTry } from "@/lib/intake/acceptance/known-try";
import { reportTime } from "@/lib/failures/report-time";

/**
 * Plans the rows to write for placed reports. Decides them in order, so that each sees the effect of the previous ones.
 * Pure: ids come from `newId`.
 */
export function planIntake(
  reports: readonly PlacedReport[],
  loaded: LoadedState,
  newId: () => string,
): IntakePlan {
  const state = planState(loaded);
  const plan: IntakePlan = {
    attempts: [],
    runs: [],
    subjects: [],
    newIncidents: [],
    incidentChanges: [],
    occurrences: [],
    events: [],
    analyses: [],
    incidentsOfDelivery: new Map(),
  };
  for (const placed of reports) planOne(placed, state, plan, newId);
  plan.attempts = [...state.attemptRows.values()];
  plan.runs = [...state.runRows.values()];
  plan.subjects = [...state.subjectRows.values()];
  const changes = new Map(mergeChanges(plan.incidentChanges).map((merged) => [merged.id, merged]));
  // A statement cannot update rows it inserts.
  plan.newIncidents = plan.newIncidents.map((row) => withChange(row, changes.get(row.id)));
  for (const row of plan.newIncidents) changes.delete(row.id);
  plan.incidentChanges = [...changes.values()];
  plan.analyses = [...new Map(plan.analyses.map((analysis) => [analysis.incidentId, analysis])).values()];
  return plan;
}

interface PlanState extends RunState, KnownIncidents {
  successes: KnownSuccess[];
}

function planState({ attempts, runs, subjects, incidents, successes }: LoadedState): PlanState {
  return {
    successes: [...successes],
    attempts: new Map(attempts.map((attempt) => [attemptKey(attempt), attempt])),
    runs: new Map(runs.map((run) => [run.id, run])),
    subjects: new Map(subjects.map((subject) => [subject.id, subject])),
    attemptRows: new Map(),
    runRows: new Map(),
    subjectRows: new Map(),
    recoveries: new Map(),
    incidents: new Map(
      incidents.map((incident) => [
        incident.id,
        {
          ...incident,
          runIds: [...incident.runIds],
          runReportIds: [...incident.runReportIds],
          taskUnknownRunIds: [...incident.taskUnknownRunIds],
        },
      ]),
    ),
  };
}

function planOne(placed: PlacedReport, state: PlanState, plan: IntakePlan, newId: () => string): void {
  const { report, identity } = placed;
  const known = knownFor(placed, state);
  const decision = isTaskReport(report)
    ? decideTaskReport(report, identity.dedupKey, known)
    : decideSubject(report, identity.dedupKey, known);
  const incidentId = applyDecision(placed, decision, state, plan, newId);
  noteReport(state, placed, decision.kind === "recover" ? null : incidentId);
  noteSuccess(state, placed);
  if (placed.deliveryId !== null) noteDelivery(plan, placed.deliveryId, incidentId);
}

/** For late reports of failures in the same batch. */
function noteSuccess(
  state: PlanState,
  { report, pipelineId, taskId, runId, receivedAt }: PlacedReport,
): void {
  const run = runId ? state.runs.get(runId) : undefined;
  if (!run || !pipelineId || !isTaskReport(report) || report.event !== "succeeded") return;
  const isRun = report.subject.scope === "run";
  state.successes.push({
    runId: run.id,
    run: report.subject.run?.externalId ?? "",
    routine: run.routine,
    logicalDate: run.logicalDate,
    startedAt: run.startedAt,
    at: reportTime(report, receivedAt),
    pipelineId,
    taskId: isRun ? null : taskId,
    ...(isRun ? { mapIndex: -1, tryNumber: null } : reportedTry(report)),
  });
}

function noteDelivery(plan: IntakePlan, deliveryId: string, incidentId: string | null): void {
  const incidents = plan.incidentsOfDelivery.get(deliveryId) ?? [];
  plan.incidentsOfDelivery.set(deliveryId, incidents);
  if (incidentId !== null && !incidents.includes(incidentId)) incidents.push(incidentId);
}

function knownFor(placed: PlacedReport, state: PlanState): Known {
  const { report, runId, taskId, subjectId } = placed;
  const reported = attemptRow(placed);
  return {
    at: reportTime(report, placed.receivedAt),
    receivedAt: placed.receivedAt.getTime(),
    attempt: (reported && state.attempts.get(attemptKey(reported))) ?? null,
    tries: [...state.attempts.values()].filter(
      (attempt) => attempt.runId === runId && attempt.taskId === taskId,
    ),
    run: (runId && state.runs.get(runId)) || null,
    subject: (subjectId && state.subjects.get(subjectId)) || null,
    isRecurrence: placed.isRecurrence,
    taskId,
    incidents: [...state.incidents.values()].flatMap((incident) => knownIncident(placed, incident) ?? []),
    successes: state.successes.filter(
      (success) => success.pipelineId === placed.pipelineId && success.taskId === taskId,
    ),
  };
}

/** What a report has to do with an incident; null if nothing. A batch may have thousands of each. */
function knownIncident(
  { runId, pipelineId, subjectId }: PlacedReport,
  incident: LoadedIncident,
): KnownIncident | null {
  const isElsewhere = incident.pipelineId !== pipelineId || incident.subjectId !== subjectId;
  const has = (runIds: readonly string[]) => runId !== null && runIds.includes(runId);
  if (isElsewhere && (!has(incident.runIds) || isOtherCheck(incident, subjectId))) return null;
  return {
    ...incident,
    hasRun: has(incident.runIds),
    isLastRun: runId !== null && incident.runId === runId,
    hasRunReport: has(incident.runReportIds),
    isTaskUnknown: has(incident.taskUnknownRunIds),
    isElsewhere,
  };
}

/**
 * Whether an incident was opened by a check of this pipeline, such as a late run: the failure of that run is another
 * matter.
 */
function isOtherCheck(incident: LoadedIncident, subjectId: string | null): boolean {
  return incident.subjectId !== null && incident.pipelineId !== null && incident.subjectId !== subjectId;
}
