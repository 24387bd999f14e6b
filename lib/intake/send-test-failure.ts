import { Webhook } from "standardwebhooks";
import { TEST_DELIVERY_PREFIX } from "@/lib/intake/webhooks/incoming-delivery";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { decrypt, newId } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { getSourceRow } from "@/lib/sources/data";
import { descriptorOf } from "@/lib/intake/sources/registry";

/**
 * Sends a test failure through the source's webhook, signed with its secret, as its orchestrator would. The incident is
 * marked as a test.
 * @throws AppError NOT_FOUND; INVALID for a kind without an example; errors of the webhook itself.
 */
export async function sendTestFailure(
  ctx: Context,
  sourceId: string,
): Promise<{ deliveryId: string; incidentId: string | null; deduplicated: boolean }> {
  authorize(ctx, "source.test");
  const source = await getSourceRow(ctx, sourceId);
  const payload = descriptorOf(source.kind).testPayload?.(ctx.now());
  if (!payload) throw new AppError("INVALID", `Test failures are not available for ${source.kind} yet.`);
  const body = JSON.stringify(payload);
  const answer = await receiveWebhook({
    kind: source.kind,
    sourceKey: source.key,
    rawBody: new TextEncoder().encode(body),
    headers: signedHeaders(body, decrypt(source.secretEnc), ctx.now()),
    now: ctx.now(),
  });
  if (answer.status === "quarantined")
    throw new AppError("INTERNAL", answer.reason ?? "The test failure was not understood.");
  return { deliveryId: answer.deliveryId, incidentId: answer.incidentId, deduplicated: answer.isDuplicate };
}

function signedHeaders(body: string, secret: string, now: Date): Record<string, string> {
  const id = `${TEST_DELIVERY_PREFIX}${newId()}`;
  return {
    "content-type": "application/json",
    "user-agent": "pipeline-debugger-test",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
}
