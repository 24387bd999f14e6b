import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { analyze } from "@/lib/cascades/testing/warehouse";
import { statuses, timelineTexts } from "@/lib/cascades/testing/nested-flows";
import { getIncident } from "@/lib/desk/data";
import { unmergeIncidents } from "@/lib/incidents/unmerge-incidents";
import { normaliseAirflow } from "@/lib/intake/sources/airflow/normalise";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { encrypt, newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

interface Failure {
  dag: string;
  type: string;
  message: string;
  /** Minutes after two o'clock. */
  minute: number;
  environment?: string;
  traceback?: string | null;
}

/** The warehouse is down, and each client says so in its own words. */
const OUTAGE: readonly Failure[] = [
  {
    dag: "orders",
    type: "psycopg2.OperationalError",
    message:
      'connection to server at "dwh.shop.internal" (10.0.0.5), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    minute: 0,
  },
  {
    dag: "billing",
    type: "sqlalchemy.exc.OperationalError",
    message:
      '(psycopg2.OperationalError) connection to server at "dwh.shop.internal" (10.0.0.5), port 5432 failed: Connection timed out\n\n(Background on this error at: https://sqlalche.me/e/20/e3q8)',
    minute: 6,
  },
  {
    dag: "spark_features",
    type: "org.postgresql.util.PSQLException",
    message:
      "Connection to dwh.shop.internal:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
    minute: 20,
  },
  {
    dag: "exports",
    type: "psycopg2.OperationalError",
    message:
      'could not translate host name "dwh.shop.internal" to address: Temporary failure in name resolution',
    minute: 45,
  },
];
const OTHERS: readonly Failure[] = [
  {
    dag: "lake",
    type: "psycopg2.OperationalError",
    message:
      'connection to server at "lake.shop.internal" (10.0.0.6), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    minute: 3,
  },
  {
    dag: "grants",
    type: "psycopg2.errors.InsufficientPrivilege",
    message: "permission denied for table orders at dwh.shop.internal:5432",
    minute: 4,
  },
  {
    dag: "much_later",
    type: "psycopg2.OperationalError",
    message:
      'connection to server at "dwh.shop.internal" (10.0.0.5), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    minute: 300,
  },
];

async function report(
  arranged: Arranged,
  { dag, type, message, minute, environment, traceback = null }: Failure,
): Promise<string> {
  const at = (minutes: number) => new Date(Date.parse("2026-11-21T02:00:00Z") + minutes * 60_000);
  const recorded = recordedWebhook("airflow", "airflow3_task_python_error").body as object;
  const result = normaliseAirflow({
    ...recorded,
    state: "failed",
    dag_id: dag,
    task_id: "load",
    run_id: "scheduled__2026-11-20T02:00:00+00:00",
    run_type: "scheduled",
    logical_date: "2026-11-20T02:00:00Z",
    start_date: at(minute - 1).toISOString(),
    end_date: at(minute).toISOString(),
    ti_id: newId(),
    environment,
    exception: { type, message, traceback },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return acceptDelivery(db, incomingDelivery(arranged, result.report, { receivedAt: at(minute + 1) }));
}

async function play(arranged: Arranged, failures: readonly Failure[]): Promise<string[]> {
  const ids: string[] = [];
  for (const failure of failures) {
    const id = await report(arranged, failure);
    await analyze(arranged, id);
    ids.push(id);
  }
  return ids;
}

describe("pipelines that nothing connects but a system that is down", { timeout: 60_000 }, () => {
  it("are one incident, while other systems, other refusals and other times stay separate", async () => {
    const arranged = await arrangeWorkspace(db);
    const [root = "", ...rest] = await play(arranged, [...OUTAGE, ...OTHERS]);
    const [billing = ""] = rest;
    expect(await statuses(arranged)).toEqual([
      "billing merged into orders",
      "exports merged into orders",
      "grants triggered",
      "lake triggered",
      "much_later triggered",
      "orders triggered",
      "spark_features merged into orders",
    ]);
    expect(await getIncident(arranged.ctx, root)).toMatchObject({ pipeline: "orders", symptomCount: 3 });
    expect(await timelineTexts(arranged, billing)).toContainEqual(
      expect.stringContaining("it uses dwh.shop.internal:5432 too, and both errors name it, 6 minutes apart"),
    );
    expect(await timelineTexts(arranged, root)).toContainEqual(
      expect.stringMatching(/^Affected: .*billing.* failed too: it uses dwh\.shop\.internal:5432 too/),
    );
  });

  it("are one incident if only an exception before the last one names the system", async () => {
    const arranged = await arrangeWorkspace(db);
    const chained = (dag: string, minute: number): Failure => ({
      dag,
      type: "RuntimeError",
      message: "the orders could not be loaded: connection timed out",
      minute,
      traceback: [
        "Traceback (most recent call last):",
        '  File "/dags/load.py", line 3, in load',
        "socket.timeout: dwh.shop.internal:5432 did not accept the connection: timed out",
        "",
        "The above exception was the direct cause of the following exception:",
        "",
        "Traceback (most recent call last):",
        '  File "/dags/load.py", line 9, in load',
        "RuntimeError: the orders could not be loaded: connection timed out",
      ].join("\n"),
    });
    await play(arranged, [chained("orders", 0), chained("billing", 3)]);
    expect(await statuses(arranged)).toEqual(["billing merged into orders", "orders triggered"]);
  });

  it("follow an outage that lasts longer than the window, from failure to failure", async () => {
    const arranged = await arrangeWorkspace(db);
    const [first] = OUTAGE;
    if (!first) throw new Error("no failure");
    await play(
      arranged,
      [0, 25, 50, 75].map((minute) => ({ ...first, dag: `hourly_${minute}`, minute })),
    );
    expect(await statuses(arranged)).toEqual([
      "hourly_0 triggered",
      ...[25, 50, 75].map((minute) => `hourly_${minute} merged into hourly_0`),
    ]);
  });

  it.each([
    ["dwh.shop.internal", "production", "billing merged into orders"],
    ["dwh.shop.internal", "staging", "billing triggered"],
    ["dwh", "production", "billing triggered"],
    ["10.0.0.5", "production", "billing triggered"],
  ])("%s named by another source in %s: %s", async (host, environment, expected) => {
    const arranged = await arrangeWorkspace(db);
    const other = { ...arranged, sourceId: newId() };
    const { workspaceId } = arranged.ctx;
    const data = {
      workspaceId,
      kind: "airflow",
      name: "Other",
      key: newId(),
      secretEnc: encrypt("whsec_c2VjcmV0"),
    };
    await db.prisma.source.create({ data: { ...data, id: other.sourceId } });
    const failure = (dag: string, minute: number) => ({
      dag,
      type: "psycopg2.OperationalError",
      message: `connection to server at "${host}", port 5432 failed: Connection refused`,
      minute,
    });
    await play(arranged, [{ ...failure("orders", 0), environment: "production" }]);
    await play(other, [{ ...failure("billing", 5), environment }]);
    expect(await statuses(arranged)).toEqual([expected, "orders triggered"]);
  });

  it("stay separate once a person has separated them", async () => {
    const arranged = await arrangeWorkspace(db);
    const [root = "", billing = ""] = await play(arranged, OUTAGE.slice(0, 2));
    await unmergeIncidents(arranged.ctx, root, [billing]);
    await analyze(arranged, billing);
    expect(await statuses(arranged)).toEqual(["billing triggered", "orders triggered"]);
  });
});
