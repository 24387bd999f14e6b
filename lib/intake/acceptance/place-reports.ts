import type { UnderstoodReport } from "@/lib/intake/sources/understand-body";
import { TEST_DELIVERY_PREFIX, type IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type {
  IntakePlan,
  LoadedIncident,
  LoadedState,
  PlacedReport,
} from "@/lib/intake/acceptance/intake-rows";
import type { KnownRun } from "@/lib/intake/acceptance/known-run";
import type { KnownAttempt } from "@/lib/intake/acceptance/known-try";
import { planIntake } from "@/lib/intake/acceptance/plan-intake";
import type { FailureReport, Subject, TaskSubject } from "@/lib/failures/schemas";
import { isTaskReport, subjectKey, subjectName, subjectOwner } from "@/lib/failures/subject";
import type { KnownSubject } from "@/lib/intake/acceptance/known-subject";
import { newId } from "@/lib/platform/crypto";

/** Where a report comes from. */
export interface ReportOrigin {
  /** Null for a report that nobody sent, such as what a reconciler finds. */
  deliveryId: string | null;
  workspaceId: string;
  sourceId: string;
  /** Environment of the source, for reports that name none. */
  environment: string | null;
  receivedAt: Date;
  detectedBy: "webhook" | "test" | "reconciler";
}

/** A report with its origin. */
export interface Understood extends UnderstoodReport {
  origin: ReportOrigin;
}

/** The reports of deliveries that say something; the other deliveries are quarantined. */
export function understoodOf(deliveries: readonly IncomingDelivery[]): Understood[] {
  return deliveries.flatMap((delivery) => {
    const { meaning } = delivery;
    return meaning.ok ? meaning.reports.map((said) => ({ origin: originOf(delivery), ...said })) : [];
  });
}

function originOf({ id, deliveryKey, ...delivery }: IncomingDelivery): ReportOrigin {
  const { workspaceId, sourceId, environment, receivedAt } = delivery;
  const detectedBy = deliveryKey.startsWith(TEST_DELIVERY_PREFIX) ? "test" : "webhook";
  return { deliveryId: id, workspaceId, sourceId, environment, receivedAt, detectedBy };
}

/**
 * What the reports mean, now that it is known where they belong and what is there already; null for none.
 * `rows`: what PLACE_REPORTS answers for them.
 */
export function planPlaced(understood: readonly Understood[], rows: readonly PlacedRow[]): IntakePlan | null {
  if (rows.length === 0) return null;
  const reports = rows
    .toSorted((a, b) => a.i - b.i)
    .map((row): PlacedReport => {
      const one = understood[row.i];
      if (!one) throw new Error(`placed row ${row.i} has no report`);
      const { pipelineId, taskId, runId, isRecurrence, subject } = row;
      return {
        ...placedReport(one),
        pipelineId,
        taskId,
        runId,
        isRecurrence,
        subjectId: subject?.id ?? null,
      };
    });
  return planIntake(reports, loadedState(rows), newId);
}

/** Where report `i` belongs, and what is known there. */
export interface PlacedRow {
  i: number;
  pipelineId: string | null;
  taskId: string | null;
  runId: string | null;
  isRecurrence: boolean;
  run: KnownRun | null;
  subject: KnownSubject | null;
  attempts: KnownAttempt[];
  incidents: LoadedIncident[];
}

/** Report `i` as PLACE_REPORTS takes it. */
export function placeRow({ origin, report, identity }: Understood, i: number) {
  return {
    i,
    deliveryId: origin.deliveryId,
    workspaceId: origin.workspaceId,
    sourceId: origin.sourceId,
    dedupKey: identity.dedupKey,
    at: origin.receivedAt,
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
    logicalDate: run?.logicalDate ?? null,
    startedAt: run?.startedAt ?? null,
    url: run?.url ?? null,
  };
}

/** Without the endpoint: a service is one subject, whatever is asked of it. */
function subjectPlace({ subject, episode, event }: FailureReport) {
  return {
    episode,
    endsAll: event === "succeeded" && episode === null,
    subjectId: newId(),
    subjectKind: subject.kind,
    subjectKey: JSON.stringify(subjectKey(subject)),
    subjectName: plainName(subject),
    owner: subjectOwner(subject),
  };
}

function plainName(subject: Subject): string {
  return subject.kind === "service" ? subject.service.name : subjectName(subject);
}

function placedReport({ origin, report, identity }: Understood) {
  const { environment: sourceEnvironment, ...rest } = origin;
  return { ...rest, sourceEnvironment, report, identity };
}

/** Several reports of a batch may know the same incident by different runs: their runs are united. */
function loadedState(rows: readonly PlacedRow[]): LoadedState {
  const incidents = new Map<string, LoadedIncident>();
  for (const one of rows.flatMap((row) => row.incidents)) {
    const before = incidents.get(one.id);
    incidents.set(one.id, before ? withRuns(before, one) : one);
  }
  return {
    attempts: rows.flatMap((row) => row.attempts),
    runs: rows.flatMap((row) => row.run ?? []),
    subjects: rows.flatMap((row) => row.subject ?? []),
    incidents: [...incidents.values()],
  };
}

function withRuns(one: LoadedIncident, other: LoadedIncident): LoadedIncident {
  return {
    ...one,
    runIds: [...one.runIds, ...other.runIds],
    runReportIds: [...one.runReportIds, ...other.runReportIds],
    vagueRunIds: [...one.vagueRunIds, ...other.vagueRunIds],
  };
}
