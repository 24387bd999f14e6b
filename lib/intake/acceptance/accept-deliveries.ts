import type { Pool, PoolClient, QueryConfig } from "pg";
import { beginLocked } from "@/lib/incidents/workspace-lock";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type { IntakePlan } from "@/lib/intake/acceptance/intake-rows";
import { placeRow, planPlaced, understoodOf, type PlacedRow } from "@/lib/intake/acceptance/place-reports";
import { PLACE_REPORTS, RECORD_AND_PLACE, RECORD_DUPLICATES } from "@/lib/intake/acceptance/record-sql";
import { RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import type { FieldIssue } from "@/lib/failures/schemas";
import { writePlan } from "@/lib/intake/acceptance/write-plan";
import { withSharedConnection } from "@/lib/platform/db/shared-connection";

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
 * @returns the incidents of each delivery id, none where its reports open none.
 */
export async function applyReports(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  options: { analysisSteps: readonly string[] },
): Promise<Map<string, string[]>> {
  const understood = understoodOf(deliveries);
  const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [JSON.stringify(understood.map(placeRow))]);
  const plan = planPlaced(understood, rows);
  if (!plan) return new Map();
  await client.query(writePlan(plan, options.analysisSteps));
  return plan.incidentsOfDelivery;
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
  const incidentIds = plan?.incidentsOfDelivery.get(id) ?? [];
  return {
    deliveryId: id,
    status: meaning.ok ? "accepted" : "quarantined",
    isDuplicate: false,
    incidentId: incidentIds[0] ?? null,
    startsAnalysis: plan?.analyses.some(({ incidentId }) => incidentIds.includes(incidentId)) ?? false,
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
