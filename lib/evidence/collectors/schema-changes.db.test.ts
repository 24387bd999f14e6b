import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findDiagnosis } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { failureReport } from "@/lib/failures/testing/report";
import { testIntegration } from "@/lib/integrations/test-integration";
import { createIntegration } from "@/lib/integrations/save-integration";
import { snapshotWarehouse } from "@/lib/lineage/warehouses/snapshot-warehouse";
import { newId } from "@/lib/platform/crypto";
import { changeDuckDb, temporaryFolder } from "@/lib/vendors/warehouse/testing/duckdb-file";
import { startFakeServer } from "@/lib/vendors/testing/fake-server";
import { startFakeSnowflake, type FakeSnowflake } from "@/lib/vendors/warehouse/testing/fake-snowflake";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const BEFORE = { "RAW.ORDERS": { ID: "NUMBER", CUSTOMER_ID: "TEXT" }, "RAW.PAYMENTS": { IBAN: "TEXT" } };
const AFTER = { "RAW.ORDERS": { ID: "NUMBER", CLIENT_ID: "TEXT" }, "RAW.PAYMENTS": {} };

const report = (message: string, type = "snowflake.connector.errors.ProgrammingError") =>
  failureReport({
    exception: { type, message, traceback: `Traceback (most recent call last):\n${type}: ${message}` },
  });
const INVALID_IDENTIFIER = `000904 (42000): SQL compilation error: error line 1 at position 7
invalid identifier 'CUSTOMER_ID'
[SQL: SELECT customer_id FROM raw.orders]`;

/** A warehouse that was read an hour before the failure and has other columns now. */
async function changed(
  failure = report(INVALID_IDENTIFIER),
  now: FakeSnowflake["state"]["answer"] = AFTER,
  readMsAgo = 3_600_000,
) {
  const arranged = await arrangeWorkspace(db);
  const snowflake = await startFakeSnowflake(BEFORE);
  onTestFinished(() => snowflake.close());
  const { ctx } = arranged;
  const { id } = await createIntegration(ctx, { kind: "warehouse", name: "Shop", ...snowflake.connection });
  await snapshotWarehouse({ ...ctx, now: () => new Date(Date.now() - readMsAgo) }, id);
  snowflake.state.answer = now;
  const incident = await arrangeIncident(db, failure, { like: arranged });
  return { ...incident, snowflake, warehouseId: id, ...(await collect(incident)) };
}

async function collect({ ctx, incidentId }: Awaited<ReturnType<typeof arrangeIncident>>) {
  const { statuses } = await collectEvidence(ctx, { incidentId, only: ["schema-changes"] });
  const { items } = await listEvidence(ctx, incidentId);
  const pieces = items.flatMap((item) => (item.kind === "schema_change" ? [item] : []));
  return { status: statuses["schema-changes"], pieces, message: pieces[0]?.message ?? null };
}

describe("schema changes", () => {
  it("finds the column that was renamed since the last reading, and nothing about other tables", async () => {
    const { status, pieces, warehouseId } = await changed();
    expect(status).toBe("ok");
    expect(pieces).toHaveLength(1);
    expect(pieces[0]).toMatchObject({
      title: "SHOP.RAW.ORDERS: CUSTOMER_ID renamed to CLIENT_ID",
      provenance: "fact",
      relevance: 0.95,
      relevanceReason: expect.stringContaining("the error names CUSTOMER_ID"),
      facts: {
        table: "SHOP.RAW.ORDERS",
        namespace: "snowflake://acme-shop",
        origin: warehouseId,
        originName: "Shop",
        match: "column",
        changes: [{ kind: "renamed", column: "CLIENT_ID", formerColumn: "CUSTOMER_ID", isLikely: true }],
      },
    });
    expect(pieces[0]?.text).toMatch(
      /^SHOP\.RAW\.ORDERS: column CUSTOMER_ID \(TEXT\) was probably renamed to CLIENT_ID between \S+Z and \S+Z\nSeen by Shop$/,
    );
  });

  it("reads a warehouse once for incidents that open together", async () => {
    const { ctx, incidentId, snowflake } = await changed();
    const before = snowflake.seen.length;
    await collectEvidence(ctx, { incidentId, only: ["schema-changes"] });
    expect(snowflake.seen).toHaveLength(before);
  });

  it("reads again after a reading that ended just before the failure", async () => {
    const { pieces } = await changed(undefined, AFTER, 20_000);
    expect(pieces).toMatchObject([{ title: "SHOP.RAW.ORDERS: CUSTOMER_ID renamed to CLIENT_ID" }]);
  });

  it("does not blame a table that only shares the name of a column with the error", async () => {
    const { ctx, incidentId, pieces } = await changed(report("'customer_id'", "builtins.KeyError"));
    expect(pieces).toMatchObject([
      {
        relevance: 0.3,
        relevanceReason: "the error names CUSTOMER_ID, but nothing shows that the task uses this table",
        facts: { match: "name" },
      },
    ]);
    const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    const diagnosis = await findDiagnosis(ctx, diagnosisId);
    expect(diagnosis?.rootCause).not.toContain("ORDERS");
    expect(diagnosis?.confidence).toBeLessThan(0.8);
    expect(diagnosis?.recommendedActions.at(-1)).toContain("`SHOP.RAW.ORDERS`");
  });

  it("is a fact that explains the failure", async () => {
    const { ctx, incidentId } = await changed();
    const { diagnosisId } = await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    const diagnosis = await findDiagnosis(ctx, diagnosisId);
    expect(diagnosis?.category).toBe("schema_change");
    expect(diagnosis?.claims.map(({ text }) => text).join("\n")).toContain(
      "Column `CUSTOMER_ID` of `SHOP.RAW.ORDERS` was probably renamed to `CLIENT_ID`",
    );
  });

  it("finds a dropped table, and what lineage says the task reads", async () => {
    const gone = report(
      "002003 (42S02): SQL compilation error:\nObject 'SHOP.RAW.PAYMENTS' does not exist or not authorized.",
    );
    const dropped = await changed(gone);
    expect(dropped.pieces).toMatchObject([
      { relevance: 0.95, facts: { table: "SHOP.RAW.PAYMENTS", changes: [{ kind: "table_dropped" }] } },
    ]);
    const silent = await changed(report("the loader stopped", "builtins.RuntimeError"));
    expect(silent.status).toBe("empty");
    const { ctx, incidentId } = silent;
    const { pipelineId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    const dataset = await db.prisma.dataset.findFirstOrThrow({
      where: { workspaceId: ctx.workspaceId, name: "SHOP.RAW.ORDERS" },
    });
    await db.prisma.lineageEdge.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        pipelineId: pipelineId ?? "",
        datasetId: dataset.id,
        direction: "reads",
        origin: "openlineage",
        firstSeenAt: new Date(),
        lastSeenAt: new Date(),
      },
    });
    const linked = await collect(silent);
    expect(linked.pieces).toMatchObject([
      { relevance: 0.6, relevanceReason: "the task reads the table", facts: { match: "table" } },
    ]);
  });

  it("takes the tables of the statement that ran for the task's", async () => {
    const silent = await changed(report("the loader stopped", "builtins.RuntimeError"));
    const { ctx, incidentId, sourceId } = silent;
    const rendered_fields = { sql: "INSERT INTO mart.orders\nSELECT id, customer_id FROM raw.orders" };
    const airflow = await startFakeServer(
      recordedAirflow3({
        "/taskInstances/transform": { task_id: "transform", try_number: 2, rendered_fields },
      }),
    );
    onTestFinished(() => airflow.close());
    await db.prisma.source.update({ where: { id: sourceId }, data: { apiBaseUrl: airflow.url } });
    await collectEvidence(ctx, { incidentId, only: ["rendered-code"] });
    expect((await collect(silent)).pieces).toMatchObject([
      { relevance: 0.6, facts: { table: "SHOP.RAW.ORDERS", match: "table" } },
    ]);
  });

  it("says that nothing changed, and counts other tables", async () => {
    const same = await changed(undefined, BEFORE);
    expect(same.status).toBe("empty");
    expect(same.message).toMatch(/^No columns changed in the tables of this task since \S+Z\.$/);
    const other = await changed(undefined, { ...BEFORE, "RAW.PAYMENTS": { IBAN: "TEXT", BIC: "TEXT" } });
    expect(other.message).toMatch(/1 other table changed\.$/);
  });

  it("compares OpenLineage's snapshots without any warehouse", async () => {
    const incident = await arrangeIncident(db, report(INVALID_IDENTIFIER));
    const { workspaceId } = incident.ctx;
    const dataset = { id: newId(), workspaceId, namespace: "snowflake://acme", name: "SHOP.RAW.ORDERS" };
    const hour = (ago: number) => new Date(Date.now() - ago * 3_600_000);
    const times = (ago: number) => ({ takenAt: hour(ago), lastSeenAt: hour(ago) });
    await db.prisma.dataset.create({ data: { ...dataset, firstSeenAt: hour(9), lastSeenAt: hour(1) } });
    const columns = (name: string) => [{ name, type: "TEXT", position: 1 }];
    const snapshot = { workspaceId, datasetId: dataset.id, origin: "openlineage" };
    await db.prisma.schemaSnapshot.createMany({
      data: [
        { ...snapshot, id: newId(), columns: columns("CUSTOMER_ID"), hash: "a", ...times(200) },
        { ...snapshot, id: newId(), columns: columns("CLIENT_ID"), hash: "b", ...times(1) },
      ],
    });
    const { pieces } = await collect(incident);
    expect(pieces).toMatchObject([
      { facts: { origin: "openlineage", originName: "openlineage", match: "column" } },
    ]);
  });

  it("keeps what is known when the warehouse does not answer now", async () => {
    const { status, message } = await changed(undefined, 503);
    expect(status).toBe("empty");
    expect(message).toContain("Shop could not be read just now.");
  });

  it.each([
    [
      "a missing column of a named table",
      INVALID_IDENTIFIER,
      "not_connected",
      /connect a warehouse under Settings/,
    ],
    ["anything else", "connection reset by peer", "empty", /The error names no table/],
  ])("without any columns, has a gap only for %s", async (_, text, status, message) => {
    const incident = await arrangeIncident(db, report(text));
    const found = await collect(incident);
    expect(found.status).toBe(status);
    expect(found.message).toMatch(message);
  });

  it.each([401, 403, 404, 429, 500])("has a gap when a new warehouse answers %i", async (status) => {
    const arranged = await arrangeWorkspace(db);
    const snowflake = await startFakeSnowflake(status);
    onTestFinished(() => snowflake.close());
    await createIntegration(arranged.ctx, { kind: "warehouse", name: "Shop", ...snowflake.connection });
    const found = await collect(await arrangeIncident(db, report(INVALID_IDENTIFIER), { like: arranged }));
    expect(found.status).toBe("failed");
    expect(found.message).toMatch(/not known yet\. Shop could not be read just now\./);
  });
});

describe("a DuckDB file", () => {
  const MISSING = `Binder Error: Referenced column "customer_id" not found in FROM clause!
Candidate bindings: "client_id", "id"
LINE 1: SELECT customer_id FROM orders`;

  it("shows a renamed, a retyped and a dropped column", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx } = arranged;
    const path = join(temporaryFolder(), "shop.duckdb");
    await changeDuckDb(
      path,
      "CREATE TABLE orders (id INTEGER, customer_id VARCHAR, amount DECIMAL(10,2), note VARCHAR)",
      "CREATE TABLE payments (iban VARCHAR)",
    );
    const config = { warehouse: { engine: "duckdb" as const, path } };
    const { id } = await createIntegration(ctx, { kind: "warehouse", name: "Lake", config, credentials: {} });
    const anHourAgo = { ...ctx, now: () => new Date(Date.now() - 3_600_000) };
    expect(await snapshotWarehouse(anHourAgo, id)).toEqual({ outcome: "stored", tables: 2, changed: 2 });
    await changeDuckDb(
      path,
      "ALTER TABLE orders RENAME COLUMN customer_id TO client_id",
      "ALTER TABLE orders ALTER amount TYPE DOUBLE",
      "ALTER TABLE orders DROP COLUMN note",
    );
    const incident = await arrangeIncident(db, report(MISSING, "_duckdb.BinderException"), {
      like: arranged,
    });
    const { status, pieces } = await collect(incident);
    expect(status).toBe("ok");
    expect(pieces).toEqual([
      expect.objectContaining({
        title: "shop.main.orders: customer_id renamed to client_id, amount is now DOUBLE, note removed",
        provenance: "fact",
        relevance: 0.95,
        relevanceReason: "the error names customer_id, and the error names the table",
      }),
    ]);
  });

  it("is connected without credentials, and only inside the folders that the operator lists", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const config = { warehouse: { engine: "duckdb" as const, path: "/etc/passwd" } };
    await expect(
      createIntegration(ctx, { kind: "warehouse", name: "W", config, credentials: {} }),
    ).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "config.warehouse.path", message: expect.stringContaining("PD_DUCKDB_ROOTS") }],
    });
    const inside = { warehouse: { engine: "duckdb" as const, path: join(temporaryFolder(), "x.duckdb") } };
    await expect(
      createIntegration(ctx, {
        kind: "warehouse",
        name: "W",
        config: inside,
        credentials: { user: "u", password: "p" },
      }),
    ).rejects.toMatchObject({ code: "INVALID", issues: [{ message: "must be {} for DuckDB" }] });
    const made = await createIntegration(ctx, {
      kind: "warehouse",
      name: "W",
      config: inside,
      credentials: {},
    });
    expect(await testIntegration(ctx, made.id)).toEqual({
      ok: false,
      detail: expect.stringContaining("There is no file"),
    });
  });
});
