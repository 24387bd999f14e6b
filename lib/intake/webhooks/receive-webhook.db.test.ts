import { expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { signedHeaders } from "@/e2e/send-webhook";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { createSource } from "@/lib/sources/save-source";

it("stores each webhook in the database that the process uses at the time", async () => {
  for (let round = 0; round < 2; round += 1) {
    const db = await testDatabase();
    const { ctx } = await arrangeWorkspace(db);
    const source = await createSource(ctx, { kind: "generic", name: "G" });
    const rawBody = new TextEncoder().encode(JSON.stringify({ pipeline: "p", error: { message: "boom" } }));
    const now = new Date();
    const headers = signedHeaders(source.secret ?? "", rawBody, { at: now });
    const input = { kind: source.kind, sourceKey: source.key, rawBody, headers, now };
    const { deliveryId } = await receiveWebhook(input);
    expect(await db.prisma.delivery.count({ where: { id: deliveryId, status: "accepted" } })).toBe(1);
    await db.close();
  }
});
