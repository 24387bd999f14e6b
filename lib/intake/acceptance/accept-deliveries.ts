import type { Pool, PoolClient, QueryConfig } from "pg";
import { beginLocked } from "@/lib/incidents/workspace-lock";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import type { IntakePlan } from "@/lib/intake/acceptance/intake-rows";
import { placeRow, planPlaced, understoodOf, type PlacedRow } from "@/lib/intake/acceptance/place-reports";
import { PLACE_REPORTS, RECORD_AND_PLACE, RECORD_DUPLICATES } from "@/lib/intake/acceptance/record-sql";
import type { KnownLineage, PlacedFact } from "@/lib/lineage/lineage-rows";
import { lineageQuestion } from "@/lib/lineage/plan-lineage";
import { findLineage, hasDatasets, placeFacts, writeLineage } from "@/lib/lineage/record-lineage";
import { declaration } from "@/lib/pipelines/declare-pipelines";
import { RESEND_WINDOW_MS } from "@/lib/failures/report-time";
import type { FieldIssue } from "@/lib/failures/schemas";
import { summarizeMeaning } from "@/lib/intake/summarize-meaning";
import { writePlan } from "@/lib/intake/acceptance/write-plan";
import { withSharedConnection } from "@/lib/platform/db/shared-connection";

export interface AcceptedDelivery {
  deliveryId: string;
  status: "accepted" | "quarantined";
  isDuplicate: boolean;
  incidentId: string | null;
  /** Whether it requested an analysis, whose event is in the outbox. */
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

/** The statements look everything up by key, and planning them takes several times as long as running them. */
const KEEP_PLANS = "SET LOCAL plan_cache_mode = force_generic_plan";

interface AcceptOptions {
  /** Planned steps of an analysis, shown before it starts. */
  analysisSteps: readonly string[];
  /** Called once the next batch may be sent, as this one will be committed before it. */
  letNext?: () => void;
}

/**
 * Stores deliveries and applies their reports in one transaction: either a delivery is durable with its incident, or the
 * caller gets an error and the sender retries. A duplicate changes nothing and returns the first delivery's incident.
 * @throws any database error; nothing is stored then.
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
    // If one fails, the rest and the commit have no effect.
    const written = [...statements.map((statement) => client.query(statement)), client.query("COMMIT")];
    letNext();
    options.letNext?.();
    await Promise.all(written);
    return answers;
  });
}

/** Begins the transaction, records the deliveries, and plans what else to write. */
async function recordAndPlan(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  { analysisSteps }: AcceptOptions,
): Promise<{ answers: AcceptedDelivery[]; statements: QueryConfig[] }> {
  const understood = understoodOf(deliveries);
  // Those of duplicates too: recording facts again changes nothing.
  const facts = deliveries.flatMap(lineageOf);
  const [, { rows }, knownLineage] = await Promise.all([
    client.query(`${beginLocked(deliveries.map((delivery) => delivery.workspaceId))}; ${KEEP_PLANS}`),
    client.query<RecordedRow & PlacedRow>({
      name: "record-and-place",
      text: RECORD_AND_PLACE,
      values: [JSON.stringify(deliveries.map(deliveryRow)), JSON.stringify(understood.map(placeRow))],
    }),
    facts.length === 0 ? null : client.query<KnownLineage>(findLineage(lineageQuestion(facts))),
  ]);
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const isFresh = (row: RecordedRow & Partial<PlacedRow>) => row.isNew && row.i !== null;
  const plan = planPlaced(understood, rows.filter(isFresh), rows);
  const fresh = new Map<string, IncomingDelivery[]>();
  for (const delivery of deliveries) {
    if (recorded.get(delivery.id)?.isNew)
      fresh.set(keyOf(delivery), [...(fresh.get(keyOf(delivery)) ?? []), delivery]);
  }
  const answers = deliveries.map((delivery) => {
    const original = fresh.get(keyOf(delivery))?.find((first) => isResend(delivery, first));
    return answerFor(delivery, recorded.get(delivery.id), plan, original);
  });
  const statements = [
    // First, because they name the owners of new incidents.
    ...declarationsOf(deliveries),
    ...(plan ? [writePlan(plan, analysisSteps)] : []),
    ...(knownLineage ? writeLineage(facts, knownLineage.rows[0]) : []),
    ...recordDuplicates(deliveries, answers),
  ];
  return { answers, statements };
}

/**
 * Applies the reports of stored deliveries. Used by replay.
 * @returns the incident ids of each delivery id; absent if its reports belong to none.
 */
export async function applyReports(
  client: PoolClient,
  deliveries: readonly IncomingDelivery[],
  options: { analysisSteps: readonly string[] },
): Promise<Map<string, string[]>> {
  const understood = understoodOf(deliveries);
  const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [JSON.stringify(understood.map(placeRow))]);
  const facts = deliveries.flatMap(lineageOf);
  if (facts.length > 0) {
    const known = await client.query<KnownLineage>(findLineage(lineageQuestion(facts)));
    for (const statement of writeLineage(facts, known.rows[0])) await client.query(statement);
  }
  const plan = planPlaced(understood, rows);
  for (const statement of declarationsOf(deliveries)) await client.query(statement);
  if (!plan) return new Map();
  await client.query(writePlan(plan, options.analysisSteps));
  return plan.incidentsOfDelivery;
}

/** The statements that store what definitions declare about pipelines, which are recorded by then. */
function declarationsOf(deliveries: readonly IncomingDelivery[]): QueryConfig[] {
  return deliveries.flatMap(({ workspaceId, sourceId, meaning }) => {
    const declared = (meaning.ok && meaning.declared) || [];
    const home = (meaning.ok && meaning.lineageSourceId) || sourceId;
    if (declared.length === 0) return [];
    return [
      declaration(
        workspaceId,
        declared.map((pipeline) => ({ sourceId: home, tags: null, ...pipeline })),
      ),
    ];
  });
}

function lineageOf({ workspaceId, sourceId, receivedAt, meaning }: IncomingDelivery): PlacedFact[] {
  if (!meaning.ok || !meaning.lineage) return [];
  const origin = { workspaceId, sourceId: meaning.lineageSourceId ?? sourceId, receivedAt };
  return placeFacts(origin, meaning.lineage).filter(({ fact }) => hasDatasets(fact));
}

function deliveryRow(delivery: IncomingDelivery) {
  const { meaning, environment: _environment, ...row } = delivery;
  return {
    ...row,
    bodyKey: delivery.bodyKey ?? null,
    status: meaning.ok ? "accepted" : "quarantined",
    reason: meaning.ok ? noteOf(meaning.notes) : meaning.reason,
    issues: meaning.ok ? [] : meaning.issues,
    summary: summarizeMeaning(meaning),
  };
}

/** What was left out of an accepted delivery; null if nothing was. */
function noteOf(notes: readonly string[] | undefined): string | null {
  return notes && notes.length > 0 ? notes.join(" ") : null;
}

function answerFor(
  delivery: IncomingDelivery,
  row: RecordedRow | undefined,
  plan: IntakePlan | null,
  firstInBatch: IncomingDelivery | undefined,
): AcceptedDelivery {
  if (row?.isNew) return answerFresh(delivery, plan);
  if (firstInBatch && !row?.originalId)
    return { ...answerFresh(firstInBatch, plan), isDuplicate: true, startsAnalysis: false };
  return {
    deliveryId: row?.originalId ?? delivery.id,
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

/** The statement that records duplicates, if there are any. */
function recordDuplicates(
  deliveries: readonly IncomingDelivery[],
  answers: readonly AcceptedDelivery[],
): QueryConfig[] {
  const rows = deliveries.flatMap((delivery, i) => {
    const answer = answers[i];
    if (!answer?.isDuplicate) return [];
    const { meaning, environment: _environment, body: _body, ...row } = delivery;
    return [
      {
        ...row,
        summary: summarizeMeaning(meaning),
        originalId: answer.deliveryId,
        incidentId: answer.incidentId,
      },
    ];
  });
  return rows.length === 0 ? [] : [{ text: RECORD_DUPLICATES, values: [JSON.stringify(rows)] }];
}

function keyOf(delivery: IncomingDelivery): string {
  return `${delivery.sourceId}|${delivery.bodyKey ?? delivery.deliveryKey}`;
}

/** Whether a delivery repeats an earlier one of its batch with the same key. */
function isResend(delivery: IncomingDelivery, first: IncomingDelivery): boolean {
  if (delivery.bodyKey == null) return true;
  return Math.abs(delivery.receivedAt.getTime() - first.receivedAt.getTime()) <= RESEND_WINDOW_MS;
}
