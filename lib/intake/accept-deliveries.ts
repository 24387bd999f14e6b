import type { Pool, PoolClient } from "pg";
import {
  APPLY_PLAN,
  beginLocked,
  PLACE_REPORTS,
  RECORD_AND_PLACE,
  RECORD_DUPLICATES,
} from "@/lib/intake/accept-sql";
import type { FailureIdentity } from "@/lib/intake/identity";
import type { IntakePlan, KnownAttempt, LoadedIncident, PlacedReport } from "@/lib/intake/intake-rows";
import { planIntake } from "@/lib/intake/plan-intake";
import type { FailureReport, FieldIssue } from "@/lib/intake/schemas";
import { newId } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";
import { EVENTS } from "@/lib/workflows/plans";

/** One authentic webhook, redacted, with what it was understood to say. */
export interface IncomingDelivery {
  id: string;
  workspaceId: string;
  sourceId: string;
  environment: string | null;
  deliveryKey: string;
  headers: Record<string, string>;
  body: string;
  sizeBytes: number;
  sha256: string;
  authMethod: string;
  receivedAt: Date;
  meaning:
    | { ok: true; report: FailureReport; identity: FailureIdentity }
    | { ok: false; reason: string; issues: FieldIssue[] };
}

export interface AcceptedDelivery {
  deliveryId: string;
  status: "accepted" | "quarantined";
  isDuplicate: boolean;
  incidentId: string | null;
  reason: string | null;
  issues: FieldIssue[];
}

/** Delivery ids of test failures begin with it; only a holder of the source's secret can send one. */
export const TEST_DELIVERY_PREFIX = "msg_test_";

interface RecordedRow {
  id: string;
  isNew: boolean;
  originalId: string | null;
  originalStatus: string | null;
  incidentId: string | null;
  reason: string | null;
  issues: FieldIssue[] | null;
}

/**
 * Stores deliveries and what they mean for incidents in one transaction: either a delivery is durable with
 * its incident, or the caller gets an error and the sender tries again. A delivery id already seen changes
 * nothing and answers with the first delivery's incident.
 * @throws whatever the database throws; nothing is stored then.
 */
export async function acceptDeliveries(
  pool: Pool,
  deliveries: readonly IncomingDelivery[],
  options: { analysisSteps: readonly string[] },
): Promise<AcceptedDelivery[]> {
  const work = async (client: PoolClient) => {
    const understood = understoodOf(deliveries);
    const { rows } = await client.query<RecordedRow & PlacedRow>({
      name: "record-and-place",
      text: RECORD_AND_PLACE,
      values: [JSON.stringify(deliveries.map(deliveryRow)), JSON.stringify(understood.map(placeRow))],
    });
    const recorded = new Map(rows.map((row) => [row.id, row]));
    const isFresh = (row: RecordedRow & Partial<PlacedRow>) => row.isNew && row.i !== null;
    const incidents = await applyPlan(client, understood, rows.filter(isFresh), options);
    const firstByKey = new Map(
      deliveries.filter((one) => recorded.get(one.id)?.isNew).map((one) => [keyOf(one), one]),
    );
    const answers = deliveries.map((one) =>
      answerFor(one, recorded.get(one.id), incidents, firstByKey.get(keyOf(one))),
    );
    await recordDuplicates(client, deliveries, answers);
    return answers;
  };
  return transaction(pool, work, { begin: beginLocked(deliveries.map((one) => one.workspaceId)) });
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
  return applyPlan(client, understood, rows, options);
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

async function applyPlan(
  client: PoolClient,
  understood: readonly Understood[],
  rows: readonly PlacedRow[],
  options: { analysisSteps: readonly string[] },
): Promise<Map<string, string | null>> {
  if (rows.length === 0) return new Map();
  const reports = rows
    .toSorted((a, b) => a.i - b.i)
    .map((row): PlacedReport => {
      const one = understood[row.i];
      if (!one) throw new Error(`placed row ${row.i} has no report`);
      return { ...placedReport(one), pipelineId: row.pipelineId, taskId: row.taskId, runId: row.runId };
    });
  const plan = planIntake(reports, loadedState(rows), newId);
  await client.query({
    name: "apply-plan",
    text: APPLY_PLAN,
    values: [JSON.stringify(withIds(plan, options.analysisSteps))],
  });
  return plan.incidentOfDelivery;
}

interface PlacedRow {
  i: number;
  pipelineId: string;
  taskId: string | null;
  runId: string | null;
  attempts: KnownAttempt[];
  incidents: LoadedIncident[];
}

function deliveryRow(one: IncomingDelivery) {
  const { meaning, environment: _environment, ...row } = one;
  return {
    ...row,
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
    runState: report.scope === "run" ? report.event : null,
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
function loadedState(rows: readonly PlacedRow[]): { attempts: KnownAttempt[]; incidents: LoadedIncident[] } {
  const incidents = new Map<string, LoadedIncident>();
  for (const one of rows.flatMap((row) => row.incidents)) {
    const before = incidents.get(one.id);
    incidents.set(one.id, before ? { ...before, runIds: [...before.runIds, ...one.runIds] } : one);
  }
  return { attempts: rows.flatMap((row) => row.attempts), incidents: [...incidents.values()] };
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
    timeline: plan.timeline.map((one) => ({ ...one, id: newId(), actorName: "Pipeline Debugger" })),
    recoveries: plan.recoveries,
    links: [...plan.incidentOfDelivery].flatMap(([id, incidentId]) =>
      incidentId ? [{ id, incidentId }] : [],
    ),
  };
}

function answerFor(
  one: IncomingDelivery,
  row: RecordedRow | undefined,
  incidents: ReadonlyMap<string, string | null>,
  firstInBatch: IncomingDelivery | undefined,
): AcceptedDelivery {
  if (row?.isNew || firstInBatch) {
    const first = row?.isNew ? one : (firstInBatch ?? one);
    const { meaning } = first;
    return {
      deliveryId: first.id,
      status: meaning.ok ? "accepted" : "quarantined",
      isDuplicate: first !== one,
      incidentId: incidents.get(first.id) ?? null,
      reason: meaning.ok ? null : meaning.reason,
      issues: meaning.ok ? [] : meaning.issues,
    };
  }
  return {
    deliveryId: row?.originalId ?? one.id,
    status: row?.originalStatus === "quarantined" ? "quarantined" : "accepted",
    isDuplicate: true,
    incidentId: row?.incidentId ?? null,
    reason: row?.reason ?? null,
    issues: row?.issues ?? [],
  };
}

async function recordDuplicates(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  answers: readonly AcceptedDelivery[],
): Promise<void> {
  const rows = deliveries.flatMap((one, i) => {
    const answer = answers[i];
    if (!answer?.isDuplicate) return [];
    const { meaning: _meaning, environment: _environment, body: _body, ...row } = one;
    return [{ ...row, originalId: answer.deliveryId, incidentId: answer.incidentId }];
  });
  if (rows.length > 0) await client.query(RECORD_DUPLICATES, [JSON.stringify(rows)]);
}

function keyOf(one: IncomingDelivery): string {
  return `${one.sourceId}|${one.deliveryKey}`;
}
