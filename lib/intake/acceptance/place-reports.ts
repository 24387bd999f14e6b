import type { FailureIdentity } from "@/lib/failures/identity";
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

/** A delivery whose body was understood. */
export interface Understood {
  delivery: IncomingDelivery;
  report: FailureReport;
  identity: FailureIdentity;
}

/** The deliveries that say something; the others are quarantined. */
export function understoodOf(deliveries: readonly IncomingDelivery[]): Understood[] {
  return deliveries.flatMap((delivery) => {
    const { meaning } = delivery;
    return meaning.ok ? [{ delivery, report: meaning.report, identity: meaning.identity }] : [];
  });
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
export function placeRow({ delivery, report, identity }: Understood, i: number) {
  return {
    i,
    deliveryId: delivery.id,
    workspaceId: delivery.workspaceId,
    sourceId: delivery.sourceId,
    dedupKey: identity.dedupKey,
    at: delivery.receivedAt,
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

function placedReport({ delivery, report, identity }: Understood) {
  return {
    deliveryId: delivery.id,
    workspaceId: delivery.workspaceId,
    sourceId: delivery.sourceId,
    sourceEnvironment: delivery.environment,
    report,
    identity,
    receivedAt: delivery.receivedAt,
    isTest: delivery.deliveryKey.startsWith(TEST_DELIVERY_PREFIX),
  };
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
