import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/v1/lineage/route";
import { POST as failure } from "@/app/webhook/failure/route";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { openLineageTestPayload } from "@/lib/intake/sources/openlineage/test-payload";
import { prefectTestPayload } from "@/lib/intake/sources/prefect/test-payload";
import type { Context } from "@/lib/platform/context";
import { createSource, updateSource } from "@/lib/sources/save-source";
import type { SourceKind } from "@/lib/sources/schemas";
import { arrangeFullWorkspace } from "@/lib/workspaces/testing/full-workspace";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = (await arrangeFullWorkspace(db)).ctx;
});
afterAll(() => db.close());

let day = 1;
/** A failure of its own. */
const event = () => openLineageTestPayload(new Date(Date.UTC(2026, 0, day++)));
const create = (kind: SourceKind = "openlineage") => createSource(ctx, { kind, name: kind });

function post(
  secret: string | null,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  return POST(
    new Request("http://127.0.0.1:3000/api/v1/lineage", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(secret && { authorization: `Bearer ${secret}` }),
        ...headers,
      },
      body,
    }),
  );
}

describe("POST /api/v1/lineage", () => {
  it("finds the source by its secret and accepts a gzipped event", async () => {
    const source = await create();
    const body = new Uint8Array(gzipSync(JSON.stringify(event())));
    const response = await post(source.secret ?? "", body, { "content-encoding": "gzip" });
    expect(response.status).toBe(202);
    const answer = (await response.json()) as { deliveryId: string };
    expect(answer).toMatchObject({ incidentId: expect.any(String), deduplicated: false });
    const delivery = await db.prisma.delivery.findUniqueOrThrow({ where: { id: answer.deliveryId } });
    expect(delivery).toMatchObject({ sourceId: source.id, authMethod: "bearer" });
  });

  it("finds sources from before their secrets had hashes, also by the previous secret", async () => {
    const source = await create();
    await db.pool.query("UPDATE sources SET secret_hash = NULL WHERE id = $1", [source.id]);
    const rotated = await updateSource(ctx, source.id, { rotateSecret: true });
    await db.pool.query("UPDATE sources SET secret_hash = NULL, previous_secret_hash = NULL WHERE id = $1", [
      source.id,
    ]);
    for (const secret of [rotated.secret, source.secret])
      expect((await post(secret ?? "", JSON.stringify(event()))).status).toBe(202);
  });

  it("accepts both secrets after a rotation, and only the new one later", async () => {
    const source = await create();
    const rotated = await updateSource(ctx, source.id, { rotateSecret: true });
    for (const secret of [rotated.secret, source.secret])
      expect((await post(secret ?? "", JSON.stringify(event()))).status).toBe(202);
    const other = await create();
    const next = await updateSource(ctx, other.id, { rotateSecret: true });
    await db.pool.query("UPDATE sources SET previous_secret_until = now() - interval '1 s' WHERE id = $1", [
      other.id,
    ]);
    expect((await post(other.secret ?? "", JSON.stringify(event()))).status).toBe(401);
    expect((await post(next.secret ?? "", JSON.stringify(event()))).status).toBe(202);
  });

  it.each([
    ["no secret", () => Promise.resolve(null)],
    ["an unknown secret", () => Promise.resolve("whsec_bm8=")],
    ["the secret of a source of another kind", async () => (await create("generic")).secret ?? ""],
  ])("refuses %s", async (_name, secret) => {
    const response = await post(await secret(), JSON.stringify(event()));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "unauthenticated" } });
  });

  it("refuses a disabled source", async () => {
    const source = await create();
    await updateSource(ctx, source.id, { enabled: false });
    expect((await post(source.secret ?? "", JSON.stringify(event()))).status).toBe(404);
  });

  it("answers 422 with the field for what is no event, and 413 above 8 MiB", async () => {
    const source = await create();
    const malformed = await post(source.secret ?? "", JSON.stringify({ job: {} }));
    expect(malformed.status).toBe(422);
    expect(await malformed.json()).toMatchObject({ error: { issues: [{ path: "job.name" }] } });
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(8 * 1_048_576 + 1, 32)));
    expect((await post(source.secret ?? "", bomb, { "content-encoding": "gzip" })).status).toBe(413);
  });
});

describe("POST /webhook/failure", () => {
  const send = (key: string, secret: string, body: unknown) =>
    failure(
      new Request("http://127.0.0.1:3000/webhook/failure", {
        method: "POST",
        headers: { "x-source-key": key, "x-webhook-secret": secret },
        body: JSON.stringify(body),
      }),
    );

  it("takes the body of whichever orchestrator the key belongs to", async () => {
    const [prefect, openlineage] = [await create("prefect"), await create()];
    expect((await send(prefect.key, prefect.secret ?? "", prefectTestPayload(new Date()))).status).toBe(202);
    expect((await send(openlineage.key, openlineage.secret ?? "", event())).status).toBe(202);
    expect((await send(prefect.key, openlineage.secret ?? "", event())).status).toBe(401);
    expect((await send("unknown", "x", {})).status).toBe(404);
  });
});
