import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listIntegrations } from "@/lib/integrations/data";
import { createIntegration, updateIntegration } from "@/lib/integrations/save-integration";
import { storeTables } from "@/lib/lineage/warehouses/store-tables";
import { snapshotWarehouse } from "@/lib/lineage/warehouses/snapshot-warehouse";
import type { Context } from "@/lib/platform/context";
import { startFakeSnowflake, type FakeSnowflake } from "@/lib/vendors/warehouse/testing/fake-snowflake";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ORDERS = { ID: "NUMBER", CUSTOMER_ID: "TEXT" };

async function connected(answer: FakeSnowflake["state"]["answer"]) {
  const { ctx } = await arrangeWorkspace(db);
  const snowflake = await startFakeSnowflake(answer);
  onTestFinished(() => snowflake.close());
  const { id } = await createIntegration(ctx, { kind: "warehouse", name: "Shop", ...snowflake.connection });
  let now = new Date("2026-11-21T08:00:00Z");
  const timed: Context = { ...ctx, now: () => now };
  /** Reads the warehouse again, an hour later. */
  const again = () => {
    now = new Date(now.getTime() + 3_600_000);
    return snapshotWarehouse(timed, id);
  };
  return { ctx: timed, id, snowflake, again };
}

/** The snapshots of a workspace: table, columns, hours of the first and last sighting. */
async function snapshotsOf({ workspaceId }: Context) {
  const rows = await db.prisma.schemaSnapshot.findMany({
    where: { workspaceId },
    include: { dataset: true },
    orderBy: [{ dataset: { name: "asc" } }, { takenAt: "asc" }],
  });
  return rows.map(({ dataset, columns, takenAt, lastSeenAt, origin }) => ({
    name: `${dataset.namespace}/${dataset.name}`,
    columns: (columns as { name: string }[]).map((column) => column.name),
    hours: [takenAt.getUTCHours(), lastSeenAt.getUTCHours()],
    origin,
  }));
}

describe("snapshotWarehouse", () => {
  it("adds a snapshot only when columns differ, and marks dropped tables", async () => {
    const { ctx, id, snowflake, again } = await connected({
      "RAW.ORDERS": ORDERS,
      "RAW.OTHER": { A: "TEXT" },
    });
    expect(await again()).toEqual({ outcome: "stored", tables: 2, changed: 2 });
    expect(await again()).toEqual({ outcome: "stored", tables: 2, changed: 0 });
    snowflake.state.answer = { "RAW.ORDERS": { ID: "NUMBER", CLIENT_ID: "TEXT" } };
    expect(await again()).toEqual({ outcome: "stored", tables: 1, changed: 2 });
    expect(await again()).toEqual({ outcome: "stored", tables: 1, changed: 0 });
    const orders = "snowflake://acme-shop/SHOP.RAW.ORDERS";
    expect(await snapshotsOf(ctx)).toEqual([
      { name: orders, columns: ["ID", "CUSTOMER_ID"], hours: [9, 10], origin: id },
      { name: orders, columns: ["ID", "CLIENT_ID"], hours: [11, 12], origin: id },
      { name: "snowflake://acme-shop/SHOP.RAW.OTHER", columns: ["A"], hours: [9, 10], origin: id },
      { name: "snowflake://acme-shop/SHOP.RAW.OTHER", columns: [], hours: [11, 11], origin: id },
    ]);
    snowflake.state.answer = {
      "RAW.ORDERS": { ID: "NUMBER", CLIENT_ID: "TEXT" },
      "RAW.OTHER": { A: "TEXT" },
    };
    expect(await again()).toMatchObject({ changed: 1 });
  });

  it("belongs to its workspace and does not mix origins", async () => {
    const first = await connected({ "RAW.ORDERS": ORDERS });
    const second = await connected({ "RAW.ORDERS": { ID: "NUMBER" } });
    await first.again();
    await second.again();
    expect(await snapshotsOf(first.ctx)).toHaveLength(1);
    await expect(snapshotWarehouse(second.ctx, first.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const tables = [{ name: "SHOP.RAW.NEW", columns: [] }];
    await storeTables(first.ctx, {
      origin: "dbt",
      namespace: "snowflake://acme-shop",
      tables,
      isWhole: true,
    });
    // Another origin's whole reading does not say that this one's table is gone.
    expect((await snapshotsOf(first.ctx)).filter(({ origin }) => origin === first.id)).toHaveLength(1);
  });

  it.each([401, 403, 404, 429, 500])(
    "keeps what is known when the warehouse answers %i, and says so",
    async (status) => {
      const { ctx, id, snowflake, again } = await connected({ "RAW.ORDERS": ORDERS });
      await again();
      snowflake.state.answer = status;
      const failed = await again();
      expect(failed).toMatchObject({ outcome: "failed", detail: expect.stringContaining("Snowflake") });
      expect(await again()).toEqual(failed);
      const health = async () => (await listIntegrations(ctx)).items[0]?.health;
      expect(await health()).toMatchObject({ ok: false });
      expect((await snapshotsOf(ctx)).map(({ hours }) => hours)).toEqual([[9, 9]]);
      snowflake.state.answer = { "RAW.ORDERS": ORDERS };
      await again();
      expect(await health()).toEqual({ ok: true, detail: "The columns of 1 tables and views were read." });
      await updateIntegration(ctx, id, { enabled: false });
      expect(await again()).toEqual({ outcome: "skipped" });
    },
  );
});

describe("a warehouse's settings", () => {
  it("take only credentials of their engine, and lose them when the place changes", async () => {
    const { ctx, id, snowflake } = await connected({});
    const password = { user: "reader", password: "x" };
    await expect(updateIntegration(ctx, id, { credentials: password })).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "credentials", message: "must be { user, privateKey } for Snowflake" }],
    });
    await expect(updateIntegration(ctx, id, { config: {} })).rejects.toMatchObject({ code: "INVALID" });
    const { config } = snowflake.connection;
    const role = { ...config, warehouse: { ...config.warehouse, role: "READER" } };
    expect(await updateIntegration(ctx, id, { config: role })).toMatchObject({
      hasCredentials: true,
      config: role,
    });
    const moved = { ...config, warehouse: { ...config.warehouse, account: "other-account" } };
    expect(await updateIntegration(ctx, id, { config: moved })).toMatchObject({
      hasCredentials: false,
      credentialsCleared: true,
    });
    const github = await createIntegration(ctx, { kind: "github", name: "G", credentials: { token: "t" } });
    await expect(updateIntegration(ctx, github.id, { config })).rejects.toMatchObject({ code: "INVALID" });
  });

  it("may not name an address that is refused", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const warehouse = {
      engine: "mysql",
      host: "169.254.169.254",
      port: 3_306,
      database: "x",
      tls: "off",
    } as const;
    const made = {
      kind: "warehouse",
      name: "W",
      config: { warehouse },
      credentials: { user: "u", password: "p" },
    } as const;
    await expect(createIntegration(ctx, made)).rejects.toMatchObject({
      code: "INVALID",
      issues: [expect.objectContaining({ path: "config.warehouse.host" })],
    });
  });
});
