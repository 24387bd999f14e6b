import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { joinAfterNewLineage } from "@/lib/cascades/join-after-new-lineage";
import { statuses } from "@/lib/cascades/testing/nested-flows";
import { analyze } from "@/lib/cascades/testing/warehouse";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { understandBody } from "@/lib/intake/sources/understand-body";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const MINUTE = 60_000;
const SEVEN = Date.parse("2026-11-29T07:00:00Z");
const ORDERS = { namespace: "postgres://dwh:5432", name: "shop.raw.orders" };
const DEPENDENTS = Array.from({ length: 10 }, (_, n) => `report_${n}`);

interface Event {
  job: string;
  type: "START" | "FAIL" | "COMPLETE";
  /** After 7:00. */
  minute: number;
  /** Which run of the job. */
  run?: number;
  hasLineage?: boolean;
}

/** An OpenLineage event of a job without a parent: the root writes the table, all others read it. */
function eventOf({ job, type, minute, run = 0, hasLineage = true }: Event) {
  const isRoot = job === "load_orders";
  const message = isRoot
    ? 'column "customer_id" of relation "orders_landing" does not exist'
    : 'relation "raw.orders" does not exist';
  const error = {
    message,
    programmingLanguage: "PYTHON",
    stackTrace: `psycopg2.errors.UndefinedTable: ${message}`,
  };
  return {
    eventType: type,
    eventTime: new Date(SEVEN + minute * MINUTE).toISOString(),
    job: { namespace: "etl", name: job },
    run: { runId: `${job}-${run}`, facets: type === "FAIL" ? { errorMessage: error } : {} },
    inputs: hasLineage && !isRoot ? [ORDERS] : [],
    outputs: hasLineage && isRoot ? [ORDERS] : [],
  };
}

const RECEIVED = SEVEN + 90 * MINUTE;

function deliveryOf(arranged: Arranged, event: Event, second: number): IncomingDelivery {
  const body = eventOf(event);
  const meaning = understandBody({ id: arranged.sourceId, kind: "openlineage", environment: null }, body, {});
  return incomingDelivery(arranged, meaning, {
    body: JSON.stringify(body),
    receivedAt: new Date(RECEIVED + second * 1000),
  });
}

/** Accepts events in one batch, received at the same time. @returns the incidents that they opened. */
async function deliver(arranged: Arranged, events: readonly Event[], second = 0): Promise<string[]> {
  const deliveries = events.map((event) => deliveryOf(arranged, event, second));
  const accepted = await acceptDeliveries(db.pool, deliveries, { analysisSteps: [] });
  return [...new Set(accepted.flatMap(({ incidentId }) => incidentId ?? []))];
}

async function analyzeAll(arranged: Arranged, ids: readonly string[]): Promise<void> {
  for (const id of ids) await analyze(arranged, id);
}

const openLineage = () => arrangeWorkspace(db, { kind: "openlineage" });
const joined = (dependents: readonly string[]) =>
  [...dependents.map((job) => `${job} merged into load_orders`), "load_orders triggered"].toSorted();

const root: Event[] = [
  { job: "load_orders", type: "START", minute: 0 },
  { job: "load_orders", type: "FAIL", minute: 5 },
];
const failure = (job: string, n: number): Event => ({ job, type: "FAIL", minute: 6 + n / 10 });

describe(
  "ten dependents that fail with their root, all received long after it happened",
  { timeout: 120_000 },
  () => {
    const fails = DEPENDENTS.map(failure);
    it.each<[string, Event[][]]>([
      ["in one batch", [[...root, ...fails]]],
      ["in one batch, the dependents first", [[...fails, ...root.toReversed()]]],
      ["the dependents in a batch before the root's", [fails, root]],
      ["without the root's START", [[...root.slice(1), ...fails]]],
      [
        "before the root's FAIL, which is all that is known of it",
        [DEPENDENTS.map((job) => ({ job, type: "FAIL", minute: 4 })), root.slice(1)],
      ],
    ])("are part of it: %s", async (_name, batches) => {
      const arranged = await openLineage();
      for (const batch of batches) await analyzeAll(arranged, await deliver(arranged, batch));
      expect(await statuses(arranged)).toEqual(joined(DEPENDENTS));
    });
  },
);

it("takes the time between runs from events, not from when they were received", async () => {
  const arranged = await openLineage();
  const dependents = DEPENDENTS.slice(0, 4);
  const day = (run: number, type: "FAIL" | "COMPLETE"): Event[] =>
    ["load_orders", ...dependents].map((job, n) => ({
      job,
      type,
      run,
      minute: (run - 2) * 24 * 60 + (n === 0 ? 20 : 40),
    }));
  // Three days in as many seconds.
  await deliver(arranged, day(0, "COMPLETE"), 0);
  await deliver(arranged, day(1, "COMPLETE"), 1);
  await analyzeAll(arranged, await deliver(arranged, day(2, "FAIL"), 2));
  expect(await statuses(arranged)).toEqual(joined(dependents));
});

it("joins once lineage connects the pipelines, which only a later event says", async () => {
  const arranged = await openLineage();
  const dependents = DEPENDENTS.slice(0, 2);
  const early = [...root, ...dependents.map(failure)].map((event) => ({ ...event, hasLineage: false }));
  await analyzeAll(arranged, await deliver(arranged, early));
  await deliver(
    arranged,
    ["load_orders", ...dependents].map((job) => ({ job, type: "START", minute: 0.1 })),
  );
  expect(await statuses(arranged)).toEqual(
    ["load_orders triggered", ...dependents.map((job) => `${job} triggered`)].toSorted(),
  );
  expect(await joinAfterNewLineage(db.pool, new Date())).toBe(2);
  expect(await statuses(arranged)).toEqual(joined(dependents));
  expect(await joinAfterNewLineage(db.pool, new Date())).toBe(0);
});
