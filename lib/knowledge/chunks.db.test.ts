import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { failureReport } from "@/lib/failures/testing/report";
import { chunkOf } from "@/lib/knowledge/chunk";
import { EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from "@/lib/knowledge/embed-text";
import { findSimilarIncidents } from "@/lib/knowledge/find-similar-incidents";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type Incident = Arranged & { incidentId: string };

const failing = (key: string) =>
  failureReport({
    task: { externalId: key, name: key, operator: null },
    exception: {
      type: "snowflake.connector.errors.ProgrammingError",
      message: `000904 (42000): SQL compilation error: invalid identifier 'CUSTOMER_${key}'`,
      traceback: null,
    },
  });

const similar = ({ ctx, incidentId }: Incident) => findSimilarIncidents(ctx, { incidentId, limit: 5 });

interface Row {
  workspace_id: string;
  owner_kind: string;
  owner_id: string;
  text: string;
  model: string;
  dimensions: number;
  hash: string;
  updated_at: Date;
}

async function chunksOf(ownerId: string): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>("SELECT * FROM chunks WHERE owner_id = $1 ORDER BY ordinal", [
    ownerId,
  ]);
  return rows;
}

/** Gives an incident's chunk a vector of another kind. */
async function replaceVector(
  { incidentId }: Incident,
  model: string,
  vector: readonly number[],
): Promise<void> {
  await db.pool.query(
    "UPDATE chunks SET model = $2, dimensions = $3, embedding = $4::vector WHERE owner_id = $1",
    [incidentId, model, vector.length, JSON.stringify(vector)],
  );
}

describe("the chunk of an incident", () => {
  it("is its failing line with the vector of it, kept once", async () => {
    const incident = await arrangeIncident(db, failing("A"));
    await similar(incident);
    const [row] = await chunksOf(incident.incidentId);
    expect(row).toMatchObject({
      workspace_id: incident.ctx.workspaceId,
      owner_kind: "incident",
      text: "ProgrammingError 000904 (42000): SQL compilation error: invalid identifier 'CUSTOMER_A'",
      model: EMBEDDING_MODEL,
      dimensions: EMBEDDING_DIMENSIONS,
    });
    await similar(incident);
    // The same line again is not written again.
    expect(await chunksOf(incident.incidentId)).toEqual([row]);
    await db.pool.query("UPDATE incidents SET report = $2 WHERE id = $1", [
      incident.incidentId,
      JSON.stringify(failing("B")),
    ]);
    await similar(incident);
    const [changed, ...others] = await chunksOf(incident.incidentId);
    expect(changed?.text).toContain("CUSTOMER_B");
    expect(others).toEqual([]);
  });

  it("holds no secret", () => {
    expect(chunkOf("OperationalError password=correct-horse-9 refused").text).not.toContain("correct-horse");
  });

  it("goes with its incident", async () => {
    const incident = await arrangeIncident(db, failing("A"));
    await similar(incident);
    expect(await chunksOf(incident.incidentId)).toHaveLength(1);
    await db.prisma.incident.delete({ where: { id: incident.incidentId } });
    expect(await chunksOf(incident.incidentId)).toEqual([]);
    const whole = await arrangeIncident(db, failing("A"));
    await similar(whole);
    await db.prisma.workspace.delete({ where: { id: whole.ctx.workspaceId } });
    expect(await chunksOf(whole.incidentId)).toEqual([]);
  });
});

describe("the search", () => {
  it("finds what is alike in the same workspace, and never another one's", async () => {
    const first = await arrangeIncident(db, failing("A"));
    await similar(first);
    const stranger = await arrangeIncident(db, failing("A"));
    await similar(stranger);
    const second = await arrangeIncident(db, failing("B"), { like: first });
    expect((await similar(second)).map((one) => one.id)).toEqual([first.incidentId]);
    const alone = await arrangeIncident(db, failing("B"));
    expect(await similar(alone)).toEqual([]);
  });

  it.each([
    ["of another model", "other/1", EMBEDDING_DIMENSIONS],
    ["of another dimension", "other/1", 3],
    ["of another dimension under the same name", EMBEDDING_MODEL, 3],
  ])("never compares with vectors %s", async (_name, model, dimensions) => {
    const first = await arrangeIncident(db, failing("A"));
    await similar(first);
    await replaceVector(
      first,
      model,
      Array.from({ length: dimensions }, (_, i) => (i === 0 ? 1 : 0)),
    );
    const second = await arrangeIncident(db, failing("B"), { like: first });
    expect(await similar(second)).toEqual([]);
    // Its own vector is the built-in one again, and is found by the next.
    await similar(first);
    await db.pool.query("UPDATE chunks SET hash = '' WHERE owner_id = $1", [first.incidentId]);
    await similar(first);
    expect((await similar(second)).map((one) => one.id)).toEqual([first.incidentId]);
  });
});

describe("the table", () => {
  const insert = (row: { workspaceId: string; ownerKind: string; ownerId: string; dimensions: number }) =>
    db.pool.query(
      `INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
       VALUES ($1, $2, $3, $4, 0, 't', 'm', $5, '[1,2,3]', 'h', now())`,
      [newId(), row.workspaceId, row.ownerKind, row.ownerId, row.dimensions],
    );

  it("takes no chunk of another workspace's incident, of nobody, nor of a kind it does not know", async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failing("A"));
    const { ctx: other } = await arrangeWorkspace(db);
    const own = { workspaceId: ctx.workspaceId, ownerKind: "incident", ownerId: incidentId, dimensions: 3 };
    await expect(insert({ ...own, workspaceId: other.workspaceId })).rejects.toThrow(/foreign key/);
    await expect(insert({ ...own, ownerId: newId() })).rejects.toThrow(/foreign key/);
    await expect(insert({ ...own, ownerKind: "poem" })).rejects.toThrow(/chunks_owner_check/);
    await expect(insert({ ...own, dimensions: 4 })).rejects.toThrow(/chunks_dimensions_check/);
    await insert(own);
  });
});

it("vectors that were stored before stay, and are found until they are made anew", async () => {
  const first = await arrangeIncident(db, failing("A"));
  const second = await arrangeIncident(db, failing("B"), { like: first });
  const { embedding } = chunkOf(
    "ProgrammingError 000904 (42000): SQL compilation error: invalid identifier 'CUSTOMER_A'",
  );
  const migration = new URL("../../prisma/migrations/20261129005100_chunks/migration.sql", import.meta.url);
  const moving = readFileSync(migration, "utf8").match(/INSERT INTO "chunks"[^;]*;/)?.[0] ?? "";
  await db.pool.query(
    "CREATE TABLE incident_embeddings (incident_id text, workspace_id text, model text, embedding vector(256), updated_at timestamptz)",
  );
  const old = "INSERT INTO incident_embeddings VALUES ($1, $2, $3, $4::vector, now())";
  await db.pool.query(old, [first.incidentId, first.ctx.workspaceId, EMBEDDING_MODEL, embedding]);
  // A row that says it is another workspace's says nothing true.
  const { ctx: other } = await arrangeWorkspace(db);
  await db.pool.query(old, [second.incidentId, other.workspaceId, EMBEDDING_MODEL, embedding]);
  await db.pool.query(moving);
  expect(await chunksOf(first.incidentId)).toMatchObject([
    { text: "", dimensions: 256, model: EMBEDDING_MODEL },
  ]);
  expect(await chunksOf(second.incidentId)).toEqual([]);
  expect((await similar(second)).map((one) => one.id)).toEqual([first.incidentId]);
  await similar(first);
  expect((await chunksOf(first.incidentId))[0]?.text).toContain("CUSTOMER_A");
});
