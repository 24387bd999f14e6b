import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listDatasetsOf } from "@/lib/lineage/data";
import { recordLineage } from "@/lib/lineage/record-lineage";
import type { LineageFact } from "@/lib/lineage/schemas";
import { columnsNamed, datasetFact, lineageFact } from "@/lib/lineage/testing/facts";
import { newId } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";
import { arrangeFullWorkspace } from "@/lib/workspaces/testing/full-workspace";

let db: TestDatabase;
let workspaceId: string;
let sourceId: string;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

beforeEach(async () => {
  [workspaceId, sourceId] = [newId(), newId()];
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
  await db.pool.query(
    "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $2, 'airflow', 'Airflow', $1, 'x')",
    [sourceId, workspaceId],
  );
});

const receivedAt = new Date("2026-11-21T00:00:00Z");
const record = (...facts: LineageFact[]) =>
  transaction(db.pool, (client) => recordLineage(client, { workspaceId, sourceId, receivedAt }, facts));
const rows = async (sql: string) => (await db.pool.query(sql, [workspaceId])).rows;
const at = (minute: number) => new Date(Date.parse("2026-11-20T02:00:00Z") + minute * 60_000).toISOString();

const EDGES = `SELECT p.external_id AS pipeline, t.external_id AS task, e.direction, d.name, e.origin
  FROM lineage_edges e JOIN pipelines p ON p.id = e.pipeline_id LEFT JOIN tasks t ON t.id = e.task_id
  JOIN datasets d ON d.id = e.dataset_id WHERE e.workspace_id = $1 ORDER BY d.name, e.direction`;
const WRITES = `SELECT d.name, r.external_id AS run, w.row_count, w.size_bytes, w.at FROM dataset_writes w
  JOIN datasets d ON d.id = w.dataset_id LEFT JOIN runs r ON r.id = w.run_id WHERE w.workspace_id = $1 ORDER BY d.name`;
const SNAPSHOTS = `SELECT d.name, s.origin, jsonb_path_query_array(s.columns, '$[*].name') AS columns, s.taken_at, s.last_seen_at
  FROM schema_snapshots s JOIN datasets d ON d.id = s.dataset_id WHERE s.workspace_id = $1 ORDER BY s.origin, s.taken_at`;

describe("recordLineage", () => {
  it("records datasets, edges and writes of a pipeline that is not known yet", async () => {
    const fact = lineageFact({
      reads: [datasetFact("shop.raw.orders", { owner: "ingest" })],
      writes: [datasetFact("shop.mart.orders", { rowCount: 1_200, sizeBytes: 34_000 })],
      hasWritten: true,
    });
    expect(await record(fact)).toEqual([]);
    expect(await rows(EDGES)).toEqual([
      {
        pipeline: "orders_daily",
        task: "transform",
        direction: "writes",
        name: "shop.mart.orders",
        origin: "openlineage",
      },
      {
        pipeline: "orders_daily",
        task: "transform",
        direction: "reads",
        name: "shop.raw.orders",
        origin: "openlineage",
      },
    ]);
    expect(await rows(WRITES)).toEqual([
      {
        name: "shop.mart.orders",
        run: "scheduled__2026-11-20",
        row_count: "1200",
        size_bytes: "34000",
        at: new Date(at(0)),
      },
    ]);
    expect(
      await rows("SELECT name, kind, owner FROM datasets WHERE workspace_id = $1 ORDER BY name"),
    ).toEqual([
      { name: "shop.mart.orders", kind: "table", owner: null },
      { name: "shop.raw.orders", kind: "table", owner: "ingest" },
    ]);
  });

  it("changes nothing when the same facts arrive again", async () => {
    const fact = lineageFact({
      reads: [datasetFact("shop.raw.orders", { columns: columnsNamed("a", "b") })],
      writes: [datasetFact("shop.mart.orders", { rowCount: 5 })],
      hasWritten: true,
      derived: [{ from: datasetFact("shop.mart.orders"), to: datasetFact("board", { kind: "dashboard" }) }],
    });
    await record(fact);
    const everything = async () =>
      Promise.all(
        [
          "datasets",
          "lineage_edges",
          "dataset_writes",
          "schema_snapshots",
          "dataset_dependencies",
          "pipelines",
          "tasks",
          "runs",
        ].map((table) => rows(`SELECT * FROM ${table} WHERE workspace_id = $1`)),
      );
    const before = await everything();
    await record(fact, fact);
    expect(await everything()).toEqual(before);
    expect(before.every((table) => table.length > 0)).toBe(true);
  });

  it("keeps the largest of a run's cumulative counts", async () => {
    const wrote = (rowCount: number | null, minute: number) =>
      lineageFact({ writes: [datasetFact("t", { rowCount })], hasWritten: true, at: at(minute) });
    await record(wrote(10, 0), wrote(25, 1));
    await record(wrote(20, 3), wrote(null, 2));
    expect(await rows(WRITES)).toMatchObject([{ row_count: "25", at: new Date(at(3)) }]);
  });

  it("writes nothing for outputs that are only declared", async () => {
    await record(lineageFact({ writes: [datasetFact("t", { rowCount: 5 })] }));
    expect(await rows(WRITES)).toEqual([]);
    expect(await rows(EDGES)).toHaveLength(1);
  });

  it("tells the edges of a task from those of its pipeline", async () => {
    await record(
      lineageFact({ reads: [datasetFact("t")] }),
      lineageFact({ task: null, reads: [datasetFact("t")] }),
    );
    await record(lineageFact({ task: null, reads: [datasetFact("t")], at: at(5) }));
    expect((await rows(EDGES)).map((edge) => edge.task)).toEqual(expect.arrayContaining(["transform", null]));
    expect(await rows(EDGES)).toHaveLength(2);
  });

  it("records datasets that are described on their own, and what they are made from", async () => {
    const board = datasetFact("boards/orders", { kind: "dashboard", owner: "bi" });
    await record(
      lineageFact({
        pipeline: null,
        task: null,
        run: null,
        described: [board],
        derived: [{ from: datasetFact("t"), to: board }],
      }),
    );
    expect(
      await rows("SELECT name, kind, owner FROM datasets WHERE workspace_id = $1 ORDER BY name"),
    ).toEqual([
      { name: "boards/orders", kind: "dashboard", owner: "bi" },
      { name: "t", kind: "table", owner: null },
    ]);
    expect(await rows("SELECT origin FROM dataset_dependencies WHERE workspace_id = $1")).toHaveLength(1);
    expect(await rows("SELECT id FROM pipelines WHERE workspace_id = $1")).toEqual([]);
  });

  it("takes no time from the future", async () => {
    await record(lineageFact({ reads: [datasetFact("t")], at: "2099-01-01T00:00:00Z" }));
    expect(await rows("SELECT last_seen_at FROM datasets WHERE workspace_id = $1")).toEqual([
      { last_seen_at: receivedAt },
    ]);
  });

  it("keeps workspaces apart", async () => {
    await record(lineageFact({ reads: [datasetFact("t")] }));
    const first = workspaceId;
    [workspaceId, sourceId] = [newId(), newId()];
    await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
    await db.pool.query(
      "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $2, 'airflow', 'Airflow', $1, 'x')",
      [sourceId, workspaceId],
    );
    await record(lineageFact({ reads: [datasetFact("t")] }));
    expect(await rows(EDGES)).toHaveLength(1);
    workspaceId = first;
    expect(await rows(EDGES)).toHaveLength(1);
  });

  it("survives two transactions that record the same new datasets", async () => {
    const fact = lineageFact({ reads: [datasetFact("a"), datasetFact("b")], writes: [datasetFact("c")] });
    await Promise.all(Array.from({ length: 6 }, () => record(fact)));
    expect(await rows(EDGES)).toHaveLength(3);
  });
});

describe("schema snapshots", () => {
  const seen = (minute: number, ...names: string[]) =>
    lineageFact({ reads: [datasetFact("t", { columns: columnsNamed(...names) })], at: at(minute) });
  const snapshots = async () =>
    (await rows(SNAPSHOTS)).map(({ columns, taken_at, last_seen_at }) => [
      columns.join(""),
      (taken_at - Date.parse(at(0))) / 60_000,
      (last_seen_at - Date.parse(at(0))) / 60_000,
    ]);

  it.each([
    ["in order", [seen(0, "a"), seen(10, "a"), seen(20, "a", "b"), seen(30, "a", "b")]],
    ["out of order", [seen(30, "a", "b"), seen(0, "a"), seen(20, "a", "b"), seen(10, "a")]],
  ])(
    "begin with their first sighting and last until the last one, whether they come %s",
    async (_name, facts) => {
      for (const fact of facts) await record(fact);
      expect(await snapshots()).toEqual([
        ["a", 0, 10],
        ["ab", 20, 30],
      ]);
    },
  );

  it("are the same if all come at once", async () => {
    await record(seen(30, "a", "b"), seen(0, "a"), seen(20, "a", "b"), seen(10, "a"));
    expect(await snapshots()).toEqual([
      ["a", 0, 10],
      ["ab", 20, 30],
    ]);
  });

  it("split when a late event shows other columns in between", async () => {
    await record(seen(0, "a"));
    await record(seen(20, "a"));
    await record(seen(10, "b"));
    expect(await snapshots()).toEqual([
      ["a", 0, 0],
      ["b", 10, 10],
      ["a", 20, 20],
    ]);
  });

  it("are kept apart by origin, because dbt and a database describe the same table differently", async () => {
    await record(seen(0, "a", "b"));
    await record({ ...seen(5, "a"), origin: "dbt" });
    await record(seen(10, "a", "b"));
    expect(await rows(SNAPSHOTS)).toMatchObject([
      { origin: "dbt", columns: ["a"] },
      { origin: "openlineage", columns: ["a", "b"] },
    ]);
  });

  it("are at most 200 per dataset and origin", async () => {
    await record(...Array.from({ length: 230 }, (_, i) => seen(i, `c${i}`)));
    await record(seen(500, "last"));
    const kept = await snapshots();
    expect(kept).toHaveLength(201);
    expect(kept.at(-1)).toEqual(["last", 500, 500]);
  });
});

describe("listDatasetsOf", () => {
  it("lists what a pipeline reads and writes, with its tasks", async () => {
    const { ctx } = await arrangeFullWorkspace(db);
    const own = (
      await db.pool.query("SELECT id FROM sources WHERE workspace_id = $1 LIMIT 1", [ctx.workspaceId])
    ).rows[0];
    const facts = [
      lineageFact({ reads: [datasetFact("shop.raw.orders")], writes: [datasetFact("shop.mart.orders")] }),
      lineageFact({ task: { externalId: "check", name: "check" }, reads: [datasetFact("shop.mart.orders")] }),
    ];
    await transaction(db.pool, (client) =>
      recordLineage(client, { workspaceId: ctx.workspaceId, sourceId: own.id, receivedAt }, facts),
    );
    const { rows: pipelines } = await db.pool.query(
      "SELECT id FROM pipelines WHERE source_id = $1 AND external_id = 'orders_daily'",
      [own.id],
    );
    const listed = await listDatasetsOf(ctx, pipelines[0].id);
    expect(listed.map(({ name, direction, taskIds }) => [name, direction, taskIds.length])).toEqual([
      ["shop.mart.orders", "reads", 1],
      ["shop.mart.orders", "writes", 1],
      ["shop.raw.orders", "reads", 1],
    ]);
    const other = await arrangeFullWorkspace(db);
    expect(await listDatasetsOf(other.ctx, pipelines[0].id)).toEqual([]);
  });
});
