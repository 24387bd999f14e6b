import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { failureReport } from "@/lib/failures/testing/report";
import type { Embedding } from "@/lib/knowledge/embedding";
import { EMBEDDING_DIMENSIONS, EMBEDDING_MODEL } from "@/lib/knowledge/embed-text";
import { findSimilarIncidents } from "@/lib/knowledge/find-similar-incidents";
import { storeChunks } from "@/lib/knowledge/store-chunks";
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
      message: `000904 (42000): SQL compilation error ${key}: invalid identifier 'CUSTOMER_ID'`,
      traceback: null,
    },
  });

const similar = ({ ctx, incidentId }: Incident) => findSimilarIncidents(ctx, { incidentId, limit: 5 });

interface Row {
  workspace_id: string;
  owner_kind: string;
  owner_id: string;
  ordinal: number;
  embedding: string;
  text: string;
  model: string;
  dimensions: number;
  hash: string;
  updated_at: Date;
}

/** The chunks of a workspace. */
async function chunksOf({ ctx }: Arranged): Promise<Row[]> {
  const { rows } = await db.pool.query<Row>(
    "SELECT * FROM chunks WHERE workspace_id = $1 ORDER BY owner_id, ordinal",
    [ctx.workspaceId],
  );
  return rows;
}

/** Overwrites the vectors of a workspace's chunks. */
async function replaceVector({ ctx }: Arranged, model: string, vector: readonly number[]): Promise<void> {
  await db.pool.query(
    "UPDATE chunks SET model = $2, dimensions = $3, embedding = $4::vector, hash = '' WHERE workspace_id = $1",
    [ctx.workspaceId, model, vector.length, JSON.stringify(vector)],
  );
}

/** An embedding that records the texts it was asked to embed. */
function countingEmbedding(model: string, dimensions: number): Embedding & { asked: string[] } {
  const asked: string[] = [];
  return {
    model,
    dimensions,
    asked,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => Array.from({ length: dimensions }, (_, i) => text.length + i));
    },
  };
}

describe("storeChunks", () => {
  it("stores an owner's texts in order and removes old ones", async () => {
    const workspace = await arrangeWorkspace(db);
    const embedding = countingEmbedding("test/1", 3);
    const owner = { kind: "failure", id: "v1:a" } as const;
    const store = (texts: string[]) => storeChunks(workspace.ctx, { owner, texts, embedding });
    await store(["one", "two", "three"]);
    expect(await chunksOf(workspace)).toMatchObject([
      { ordinal: 0, text: "one", model: "test/1", dimensions: 3, workspace_id: workspace.ctx.workspaceId },
      { ordinal: 1, text: "two" },
      { ordinal: 2, text: "three" },
    ]);
    await store(["one"]);
    expect((await chunksOf(workspace)).map((row) => row.text)).toEqual(["one"]);
    await store([]);
    expect(await chunksOf(workspace)).toEqual([]);
  });

  it("embeds a text once, even if it moves", async () => {
    const workspace = await arrangeWorkspace(db);
    const embedding = countingEmbedding("test/1", 3);
    const owner = { kind: "failure", id: "v1:a" } as const;
    const stored = await storeChunks(workspace.ctx, { owner, texts: ["one", "two"], embedding });
    const before = await chunksOf(workspace);
    expect(await storeChunks(workspace.ctx, { owner, texts: ["one", "two"], embedding })).toMatchObject(
      stored.map(({ text, hash }) => ({ text, hash })),
    );
    expect(await chunksOf(workspace)).toEqual(before);
    await storeChunks(workspace.ctx, { owner, texts: ["new", "one", "two", "two"], embedding });
    expect(embedding.asked).toEqual(["one", "two", "new"]);
    const after = await chunksOf(workspace);
    expect(after.map((row) => row.text)).toEqual(["new", "one", "two", "two"]);
    expect(after[1]?.embedding).toBe(before[0]?.embedding);
  });

  it("embeds every text again when the model changes", async () => {
    const workspace = await arrangeWorkspace(db);
    const owner = { kind: "failure", id: "v1:a" } as const;
    await storeChunks(workspace.ctx, { owner, texts: ["one"], embedding: countingEmbedding("test/1", 3) });
    const larger = countingEmbedding("test/2", 1_536);
    await storeChunks(workspace.ctx, { owner, texts: ["one"], embedding: larger });
    expect(larger.asked).toEqual(["one"]);
    expect(await chunksOf(workspace)).toMatchObject([{ model: "test/2", dimensions: 1_536 }]);
  });

  it("redacts a text before the model or the database sees it", async () => {
    const workspace = await arrangeWorkspace(db);
    const embedding = countingEmbedding("test/1", 3);
    await storeChunks(workspace.ctx, {
      owner: { kind: "failure", id: "v1:a" },
      texts: ["OperationalError password=correct-horse-9 refused"],
      embedding,
    });
    const [row] = await chunksOf(workspace);
    expect([row?.text, ...embedding.asked].join()).not.toContain("correct-horse");
  });

  it("leaves the chunks of other owners and workspaces alone", async () => {
    const [first, second] = [await arrangeWorkspace(db), await arrangeWorkspace(db)];
    const embedding = countingEmbedding("test/1", 3);
    const store = ({ ctx }: Arranged, id: string, texts: string[]) =>
      storeChunks(ctx, { owner: { kind: "failure", id }, texts, embedding });
    await store(first, "v1:a", ["one"]);
    await store(first, "v1:b", ["two"]);
    await store(second, "v1:a", ["three"]);
    await store(first, "v1:a", []);
    expect((await chunksOf(first)).map((row) => row.text)).toEqual(["two"]);
    expect((await chunksOf(second)).map((row) => row.text)).toEqual(["three"]);
  });
});

describe("the chunk of a failure", () => {
  it("contains the failing line and is rewritten only when the line changes", async () => {
    const incident = await arrangeIncident(db, failing("A"));
    await similar(incident);
    const [row] = await chunksOf(incident);
    expect(row).toMatchObject({
      workspace_id: incident.ctx.workspaceId,
      owner_kind: "failure",
      text: "ProgrammingError 000904 (42000): SQL compilation error A: invalid identifier 'CUSTOMER_ID'",
      model: EMBEDDING_MODEL,
      dimensions: EMBEDDING_DIMENSIONS,
    });
    await similar(incident);
    expect(await chunksOf(incident)).toEqual([row]);
    await db.pool.query("UPDATE incidents SET report = $2 WHERE id = $1", [
      incident.incidentId,
      JSON.stringify(failing("B")),
    ]);
    await similar(incident);
    const [changed, ...others] = await chunksOf(incident);
    expect(changed?.text).toContain("error B:");
    expect(others).toEqual([]);
  });

  it("is shared by all incidents of the failure", async () => {
    const first = await arrangeIncident(db, failing("A"));
    const second = await arrangeIncident(db, failing("A"), { like: first });
    await similar(first);
    await similar(second);
    expect(await chunksOf(first)).toHaveLength(1);
  });

  it("is deleted with its workspace", async () => {
    const incident = await arrangeIncident(db, failing("A"));
    await similar(incident);
    expect(await chunksOf(incident)).toHaveLength(1);
    await db.prisma.workspace.delete({ where: { id: incident.ctx.workspaceId } });
    expect(await chunksOf(incident)).toEqual([]);
  });
});

describe("the vector search", () => {
  it("finds similar incidents in its own workspace only", async () => {
    const first = await arrangeIncident(db, failing("A"));
    await similar(first);
    const stranger = await arrangeIncident(db, failing("A"));
    await similar(stranger);
    const second = await arrangeIncident(db, failing("B"), { like: first });
    expect((await similar(second)).map((incident) => incident.id)).toEqual([first.incidentId]);
    const alone = await arrangeIncident(db, failing("B"));
    expect(await similar(alone)).toEqual([]);
  });

  it.each([
    ["another model", "other/1", EMBEDDING_DIMENSIONS],
    ["other dimensions", "other/1", 3],
    ["the same model name but other dimensions", EMBEDDING_MODEL, 3],
  ])("never compares vectors of %s", async (_name, model, dimensions) => {
    const first = await arrangeIncident(db, failing("A"));
    await similar(first);
    const foreign = Array.from({ length: dimensions }, (_, i) => (i === 0 ? 1 : 0));
    await replaceVector(first, model, foreign);
    const second = await arrangeIncident(db, failing("B"), { like: first });
    expect(await similar(second)).toEqual([]);
    // The next analysis of the first incident embeds its line again.
    await similar(first);
    expect((await similar(second)).map((incident) => incident.id)).toEqual([first.incidentId]);
  });
});

describe("the chunks table", () => {
  const insert = (row: { workspaceId: string; ownerKind: string; ownerId: string; dimensions: number }) =>
    db.pool.query(
      `INSERT INTO chunks (id, workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, embedding, hash, updated_at)
       VALUES ($1, $2, $3, $4, 0, 't', 'm', $5, '[1,2,3]', 'h', now())`,
      [newId(), row.workspaceId, row.ownerKind, row.ownerId, row.dimensions],
    );

  it("rejects unknown owner kinds, missing workspaces and wrong dimensions", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const own = { workspaceId: ctx.workspaceId, ownerKind: "failure", ownerId: "v1:a", dimensions: 3 };
    await expect(insert({ ...own, workspaceId: newId() })).rejects.toThrow(/foreign key/);
    await expect(insert({ ...own, ownerKind: "poem" })).rejects.toThrow(/chunks_owner_check/);
    await expect(insert({ ...own, dimensions: 4 })).rejects.toThrow(/chunks_dimensions_check/);
    await insert(own);
  });
});
