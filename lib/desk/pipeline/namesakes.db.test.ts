import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it("names the sources that report a pipeline of the same name, which may be the same one", async () => {
  const { ctx } = await arrangeWorkspace(db);
  const { workspaceId } = ctx;
  const at = new Date();
  const arrange = async (name: string, environment: string | null, externalId: string) => {
    const sourceId = newId();
    await db.prisma.source.create({
      data: { id: sourceId, workspaceId, kind: "airflow", name, key: newId(), secretEnc: "-", environment },
    });
    const data = { id: newId(), workspaceId, sourceId, externalId, firstSeenAt: at, lastSeenAt: at };
    const { id } = await db.prisma.pipeline.create({ data: { ...data, name: "orders" } });
    return id;
  };
  const us = await arrange("us", "production", "orders");
  const eu = await arrange("eu", null, "orders");
  const staging = await arrange("staging", "staging", "orders");
  const openlineage = await arrange("openlineage", "production", "default/orders");
  const namesakesOf = async (id: string) => (await getPipeline(ctx, id)).namesakes;
  expect(await namesakesOf(openlineage)).toEqual([
    { id: eu, sourceName: "eu" },
    { id: us, sourceName: "us" },
  ]);
  expect(await namesakesOf(us)).toEqual([{ id: openlineage, sourceName: "openlineage" }]);
  expect(await namesakesOf(staging)).toEqual([]);
});
