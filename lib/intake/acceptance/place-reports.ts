import type { UnderstoodReport } from "@/lib/intake/sources/understand-body";
import { TEST_DELIVERY_PREFIX, type IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type {
  IntakePlan,
  LoadedIncident,
  LoadedState,
  PlacedReport,
} from "@/lib/intake/acceptance/intake-rows";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import type { KnownSurroundings } from "@/lib/intake/acceptance/known-surroundings";
import type { KnownAttempt } from "@/lib/intake/acceptance/known-try";
import type { KnownSuccess } from "@/lib/failures/later-run";
import { planIntake } from "@/lib/intake/acceptance/plan-intake";
import { reportTime } from "@/lib/failures/report-time";
import type { CheckSubject, FailureReport, Subject, TaskSubject } from "@/lib/failures/schemas";
import { isTaskReport, reportedSubjectKey, subjectName, subjectOwner } from "@/lib/failures/subject";
import type { KnownSubject } from "@/lib/intake/acceptance/known-subject";
import { newId } from "@/lib/platform/crypto";

/** Where a report comes from. */
export interface ReportOrigin {
  /** Null for a report without a delivery, such as a reconciler's. */
  deliveryId: string | null;
  workspaceId: string;
  sourceId: string;
  sourceName: string;
  /** The source's environment, for reports without one. */
  environment: string | null;
  receivedAt: Date;
  detectedBy: "webhook" | "test" | "reconciler";
}

/** A report with its origin. */
export interface Understood extends UnderstoodReport {
  origin: ReportOrigin;
}

/** The reports of the understood deliveries; the others are quarantined. */
export function understoodOf(deliveries: readonly IncomingDelivery[]): Understood[] {
  return deliveries.flatMap((delivery) => {
    const { meaning } = delivery;
    return meaning.ok ? meaning.reports.map((report) => ({ origin: originOf(delivery), ...report })) : [];
  });
}

function originOf({ id, deliveryKey, ...delivery }: IncomingDelivery): ReportOrigin {
  const { workspaceId, sourceId, sourceName, environment, receivedAt } = delivery;
  const detectedBy = deliveryKey.startsWith(TEST_DELIVERY_PREFIX) ? "test" : "webhook";
  return { deliveryId: id, workspaceId, sourceId, sourceName, environment, receivedAt, detectedBy };
}

/**
 * Plans the reports from their placement and the known state; null if there are none. `rows` is the result of
 * PLACE_REPORTS.
 * @param allRows rows that are not planned too, if there are any
 */
export function planPlaced(
  understood: readonly Understood[],
  rows: readonly PlacedRow[],
  allRows: readonly { surroundings: KnownSurroundings | null; i: number | null }[] = rows,
): IntakePlan | null {
  if (rows.length === 0) return null;
  const policies = policiesOf(understood, allRows);
  const reports = rows
    .toSorted((a, b) => a.i - b.i)
    .map((row): PlacedReport => {
      const report = understood[row.i];
      if (!report) throw new Error(`placed row ${row.i} has no report`);
      const { pipelineId, taskId, runId, isRecurrence, subject, surroundings } = row;
      return {
        ...placedReport(report),
        pipelineId,
        taskId,
        runId,
        isRecurrence,
        surroundings: surroundings && {
          ...surroundings,
          policies: policies.get(report.origin.workspaceId) ?? null,
        },
        subjectId: subject?.id ?? null,
      };
    });
  return planIntake(reports, loadedState(rows), newId);
}

/** The noise policies by workspace: the answer has them once, maybe with a resend that is not planned. */
function policiesOf(
  understood: readonly Understood[],
  rows: readonly { surroundings: KnownSurroundings | null; i: number | null }[],
): Map<string, KnownSurroundings["policies"]> {
  return new Map(
    rows.flatMap(({ surroundings, i }) => {
      const workspaceId = i === null ? undefined : understood[i]?.origin.workspaceId;
      return workspaceId && surroundings?.policies ? [[workspaceId, surroundings.policies]] : [];
    }),
  );
}

/** The placement of report `i`, and the state known there. */
export interface PlacedRow {
  i: number;
  pipelineId: string | null;
  taskId: string | null;
  runId: string | null;
  isRecurrence: boolean;
  run: KnownRun | null;
  subject: KnownSubject | null;
  attempts: KnownAttempt[];
  surroundings: KnownSurroundings | null;
  incidents: LoadedIncident[];
  successes: KnownSuccess[];
}

/** Report `i` as input of PLACE_REPORTS. */
export function placeRow({ origin, report, identity, home }: Understood, i: number) {
  return {
    i,
    deliveryId: origin.deliveryId,
    workspaceId: origin.workspaceId,
    sourceId: home?.sourceId ?? origin.sourceId,
    dedupKey: identity.dedupKey,
    at: origin.receivedAt,
    episode: report.episode,
    endsAll: endsAll(report),
    mayOpen: report.event === "failed",
    event: report.event,
    eventAt: new Date(reportTime(report, origin.receivedAt)),
    ...(isTaskReport(report) ? taskPlace(report.subject) : subjectPlace(report)),
  };
}

function taskPlace({ pipeline, task, run }: TaskSubject) {
  return {
    pipelineId: newId(),
    pipeline: pipeline.externalId,
    pipelineName: pipeline.name,
    owner: pipeline.owner,
    taskId: newId(),
    task: task?.externalId ?? null,
    taskName: task?.name ?? null,
    operator: task?.operator ?? null,
    runId: newId(),
    run: run?.externalId ?? null,
    runType: run?.type ?? null,
    routine: run?.routine ?? null,
    logicalDate: run?.logicalDate ?? null,
    startedAt: run?.startedAt ?? null,
    url: run?.url ?? null,
  };
}

/** Whether the report may end every incident of its task or subject: a recovery that names neither episode nor run. */
function endsAll({ subject, episode, event }: FailureReport): boolean {
  return event === "succeeded" && episode === null && (subject.kind !== "task" || subject.run === null);
}

/** Ignores the endpoint, because a service is one subject. */
function subjectPlace(report: FailureReport) {
  const { subject } = report;
  return {
    subjectId: newId(),
    subjectKind: subject.kind,
    subjectKey: reportedSubjectKey(report),
    subjectName: plainName(subject),
    owner: subjectOwner(subject),
    ...(subject.kind === "check" && subject.pipeline && checkedPlace(subject.pipeline, subject.run)),
  };
}

/** The pipeline and run that a check is about. */
function checkedPlace(pipeline: NonNullable<CheckSubject["pipeline"]>, run: CheckSubject["run"]) {
  return {
    pipelineId: newId(),
    pipeline: pipeline.externalId,
    pipelineName: pipeline.name,
    runId: newId(),
    run: run?.externalId ?? null,
    url: run?.url ?? null,
  };
}

function plainName(subject: Subject): string {
  return subject.kind === "service" ? subject.service.name : subjectName(subject);
}

function placedReport({ origin, report, identity, home, attemptIds = [] }: Understood) {
  const { environment, ...rest } = origin;
  return {
    ...rest,
    sourceEnvironment: environment ?? home?.environment ?? null,
    report,
    identity,
    attemptIds,
  };
}

/** Merges the runs of incidents that were loaded by several reports of the batch. */
function loadedState(rows: readonly PlacedRow[]): LoadedState {
  const incidents = new Map<string, LoadedIncident>();
  for (const incident of rows.flatMap((row) => row.incidents)) {
    const before = incidents.get(incident.id);
    incidents.set(incident.id, before ? withRuns(before, incident) : incident);
  }
  return {
    attempts: rows.flatMap((row) => row.attempts),
    runs: rows.flatMap((row) => row.run ?? []),
    subjects: rows.flatMap((row) => row.subject ?? []),
    // Oldest first, whichever report of the batch found them.
    incidents: [...incidents.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    successes: rows.flatMap((row) => row.successes),
  };
}

function withRuns(incident: LoadedIncident, other: LoadedIncident): LoadedIncident {
  return {
    ...incident,
    runIds: [...incident.runIds, ...other.runIds],
    runReportIds: [...incident.runReportIds, ...other.runReportIds],
    taskUnknownRunIds: [...incident.taskUnknownRunIds, ...other.taskUnknownRunIds],
  };
}
