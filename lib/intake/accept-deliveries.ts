import type { Pool, PoolClient, QueryConfig } from "pg";
import { APPLY_PLAN, beginLocked } from "@/lib/intake/accept-sql";
import type { FailureIdentity } from "@/lib/intake/identity";
import type { IntakePlan, LoadedIncident, LoadedState, PlacedReport } from "@/lib/intake/intake-rows";
import type { KnownRun } from "@/lib/intake/known-run";
import type { KnownAttempt } from "@/lib/intake/known-try";
import { planIntake } from "@/lib/intake/plan-intake";
import { PLACE_REPORTS, RECORD_AND_PLACE, RECORD_DUPLICATES } from "@/lib/intake/record-sql";
import { RESEND_WINDOW_MS } from "@/lib/intake/report-time";
import type { FailureReport, FieldIssue } from "@/lib/intake/schemas";
import type { Meaning } from "@/lib/intake/understand-body";
import { newId } from "@/lib/platform/crypto";
import { withSharedConnection } from "@/lib/platform/db/shared-connection";
import { EVENTS } from "@/lib/workflows/plans";

/** One authentic webhook, redacted, with what it was understood to say. */
export interface IncomingDelivery {
  id: string;
  workspaceId: string;
  sourceId: string;
  environment: string | null;
  /** Unique for the source: no other event of it has this key. */
  deliveryKey: string;
  /** Set when the sender gave no id: the same body is a resend for five minutes, and another event later. */
  bodyKey?: string | null;
  headers: Record<string, string>;
  body: string;
  sizeBytes: number;
  sha256: string;
  authMethod: string;
  receivedAt: Date;
  meaning: Meaning;
}

export interface AcceptedDelivery {
  deliveryId: string;
  status: "accepted" | "quarantined";
  isDuplicate: boolean;
  incidentId: string | null;
  /** Whether it asked for an analysis, whose event waits in the outbox. */
  startsAnalysis: boolean;
  reason: string | null;
  issues: FieldIssue[];
}

/** Delivery ids of test failures begin with it; only a holder of the source's secret can send one. */
export const TEST_DELIVERY_PREFIX = "msg_test_";

const ACTOR_NAME = "Pipeline Debugger";

interface RecordedRow {
  id: string;
  isNew: boolean;
  originalId: string | null;
  originalStatus: string | null;
  incidentId: string | null;
  reason: string | null;
  issues: FieldIssue[] | null;
}

interface AcceptOptions {
  /** Steps that an analysis will have, shown before it begins. */
  analysisSteps: readonly string[];
  /** Called when the next set may be sent: it will find this one committed. */
  letNext?: () => void;
}

/**
 * Stores deliveries and what they mean for incidents in one transaction: either a delivery is durable with
 * its incident, or the caller gets an error and the sender tries again. A delivery id already seen changes
 * nothing and answers with the first delivery's incident.
 * @throws whatever the database throws; nothing is stored then.
 */
export function acceptDeliveries(
  pool: Pool,
  deliveries: readonly IncomingDelivery[],
  options: AcceptOptions,
): Promise<AcceptedDelivery[]> {
  return withSharedConnection(pool, async (client, letNext) => {
    const { answers, statements } = await recordAndPlan(client, deliveries, options).catch(
      async (error: unknown) => {
        await client.query("ROLLBACK");
        throw error;
      },
    );
    // If one fails, the rest and the commit come to nothing.
    const written = [...statements.map((one) => client.query(one)), client.query("COMMIT")];
    letNext();
    options.letNext?.();
    await Promise.all(written);
    return answers;
  });
}

/** Begins, records the deliveries, and decides what else is to be written. */
async function recordAndPlan(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  { analysisSteps }: AcceptOptions,
): Promise<{ answers: AcceptedDelivery[]; statements: QueryConfig[] }> {
  const understood = understoodOf(deliveries);
  const [, { rows }] = await Promise.all([
    client.query(beginLocked(deliveries.map((one) => one.workspaceId))),
    client.query<RecordedRow & PlacedRow>({
      name: "record-and-place",
      text: RECORD_AND_PLACE,
      values: [JSON.stringify(deliveries.map(deliveryRow)), JSON.stringify(understood.map(placeRow))],
    }),
  ]);
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const isFresh = (row: RecordedRow & Partial<PlacedRow>) => row.isNew && row.i !== null;
  const plan = planPlaced(understood, rows.filter(isFresh));
  const fresh = new Map<string, IncomingDelivery[]>();
  for (const one of deliveries) {
    if (recorded.get(one.id)?.isNew) fresh.set(keyOf(one), [...(fresh.get(keyOf(one)) ?? []), one]);
  }
  const answers = deliveries.map((one) => {
    const original = fresh.get(keyOf(one))?.find((first) => isResend(one, first));
    return answerFor(one, recorded.get(one.id), plan, original);
  });
  const statements = [
    ...(plan ? [writePlan(plan, analysisSteps)] : []),
    ...recordDuplicates(deliveries, answers),
  ];
  return { answers, statements };
}

/**
 * Applies the reports of deliveries that are already stored: gives them incidents. Used by replay.
 * @returns the incident of each delivery id, null where the report opens none.
 */
export async function applyReports(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  options: { analysisSteps: readonly string[] },
): Promise<Map<string, string | null>> {
  const understood = understoodOf(deliveries);
  const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [JSON.stringify(understood.map(placeRow))]);
  const plan = planPlaced(understood, rows);
  if (!plan) return new Map();
  await client.query(writePlan(plan, options.analysisSteps));
  return plan.incidentOfDelivery;
}

interface Understood {
  delivery: IncomingDelivery;
  report: FailureReport;
  identity: FailureIdentity;
}

function understoodOf(deliveries: readonly IncomingDelivery[]): Understood[] {
  return deliveries.flatMap((delivery) => {
    const { meaning } = delivery;
    return meaning.ok ? [{ delivery, report: meaning.report, identity: meaning.identity }] : [];
  });
}

/** What the reports mean, now that it is known where they belong and what is there already; null for none. */
function planPlaced(understood: readonly Understood[], rows: readonly PlacedRow[]): IntakePlan | null {
  if (rows.length === 0) return null;
  const reports = rows
    .toSorted((a, b) => a.i - b.i)
    .map((row): PlacedReport => {
      const one = understood[row.i];
      if (!one) throw new Error(`placed row ${row.i} has no report`);
      const { pipelineId, taskId, runId, isRecurrence } = row;
      return { ...placedReport(one), pipelineId, taskId, runId, isRecurrence };
    });
  return planIntake(reports, loadedState(rows), newId);
}

function writePlan(plan: IntakePlan, analysisSteps: readonly string[]): QueryConfig {
  return { name: "apply-plan", text: APPLY_PLAN, values: [JSON.stringify(withIds(plan, analysisSteps))] };
}

interface PlacedRow {
  i: number;
  pipelineId: string;
  taskId: string | null;
  runId: string | null;
  isRecurrence: boolean;
  run: KnownRun | null;
  attempts: KnownAttempt[];
  incidents: LoadedIncident[];
}

function deliveryRow(one: IncomingDelivery) {
  const { meaning, environment: _environment, ...row } = one;
  return {
    ...row,
    bodyKey: one.bodyKey ?? null,
    status: meaning.ok ? "accepted" : "quarantined",
    reason: meaning.ok ? null : meaning.reason,
    issues: meaning.ok ? [] : meaning.issues,
  };
}

function placeRow({ delivery, report }: Understood, i: number) {
  return {
    i,
    deliveryId: delivery.id,
    workspaceId: delivery.workspaceId,
    sourceId: delivery.sourceId,
    at: delivery.receivedAt,
    pipelineId: newId(),
    pipeline: report.pipeline.externalId,
    pipelineName: report.pipeline.name,
    owner: report.pipeline.owner,
    taskId: newId(),
    task: report.task?.externalId ?? null,
    taskName: report.task?.name ?? null,
    operator: report.task?.operator ?? null,
    runId: newId(),
    run: report.run?.externalId ?? null,
    runType: report.run?.type ?? null,
    logicalDate: report.run?.logicalDate ?? null,
    startedAt: report.run?.startedAt ?? null,
    url: report.run?.url ?? null,
  };
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

function answerFor(
  one: IncomingDelivery,
  row: RecordedRow | undefined,
  plan: IntakePlan | null,
  firstInBatch: IncomingDelivery | undefined,
): AcceptedDelivery {
  if (row?.isNew) return answerFresh(one, plan);
  if (firstInBatch && !row?.originalId)
    return { ...answerFresh(firstInBatch, plan), isDuplicate: true, startsAnalysis: false };
  return {
    deliveryId: row?.originalId ?? one.id,
    status: row?.originalStatus === "quarantined" ? "quarantined" : "accepted",
    isDuplicate: true,
    incidentId: row?.incidentId ?? null,
    startsAnalysis: false,
    reason: row?.reason ?? null,
    issues: row?.issues ?? [],
  };
}

function answerFresh({ id, meaning }: IncomingDelivery, plan: IntakePlan | null): AcceptedDelivery {
  const incidentId = plan?.incidentOfDelivery.get(id) ?? null;
  return {
    deliveryId: id,
    status: meaning.ok ? "accepted" : "quarantined",
    isDuplicate: false,
    incidentId,
    startsAnalysis: plan?.analyses.some((one) => one.incidentId === incidentId) ?? false,
    reason: meaning.ok ? null : meaning.reason,
    issues: meaning.ok ? [] : meaning.issues,
  };
}

/** The statement that keeps a trace of deliveries already known; none when there are none. */
function recordDuplicates(
  deliveries: readonly IncomingDelivery[],
  answers: readonly AcceptedDelivery[],
): QueryConfig[] {
  const rows = deliveries.flatMap((one, i) => {
    const answer = answers[i];
    if (!answer?.isDuplicate) return [];
    const { meaning: _meaning, environment: _environment, body: _body, ...row } = one;
    return [{ ...row, originalId: answer.deliveryId, incidentId: answer.incidentId }];
  });
  return rows.length === 0 ? [] : [{ text: RECORD_DUPLICATES, values: [JSON.stringify(rows)] }];
}

function keyOf(one: IncomingDelivery): string {
  return `${one.sourceId}|${one.bodyKey ?? one.deliveryKey}`;
}

/** Whether a delivery repeats an earlier one of its batch with the same key. */
function isResend(one: IncomingDelivery, first: IncomingDelivery): boolean {
  if (one.bodyKey == null) return true;
  return Math.abs(one.receivedAt.getTime() - first.receivedAt.getTime()) <= RESEND_WINDOW_MS;
}
