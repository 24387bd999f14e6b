import { flushOutbox } from "@/inngest/send-outbox";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { SourceKind } from "@/lib/sources/schemas";
import { AppError } from "@/lib/platform/errors";
import { webhookBodyBytes } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { readBody } from "@/lib/platform/http/read-body";
import { noSuchWebhook } from "@/lib/platform/http/source-kinds.mjs";

/**
 * Receives a webhook: 202 accepted, 200 for a duplicate delivery, 422 quarantined, 401, 404 and 413 for refused
 * requests. Only internal failures are 5xx.
 */
export async function answerWebhook(
  request: Request,
  target: { kind: string; sourceKey: string },
): Promise<Response> {
  try {
    const kind = knownKind(target.kind);
    const rawBody = await readBody(request, webhookBodyBytes(kind));
    const { sourceKey } = target;
    const accepted = await receiveWebhook({
      kind,
      sourceKey,
      rawBody,
      headers: request.headers,
      now: new Date(),
    });
    if (accepted.status === "quarantined") {
      const error = {
        code: "invalid",
        message: accepted.reason ?? "not understood",
        issues: accepted.issues,
      };
      return Response.json({ error, deliveryId: accepted.deliveryId }, { status: 422 });
    }
    if (accepted.startsAnalysis) flushOutbox();
    return Response.json(
      {
        deliveryId: accepted.deliveryId,
        incidentId: accepted.incidentId,
        deduplicated: accepted.isDuplicate,
      },
      { status: accepted.isDuplicate ? 200 : 202 },
    );
  } catch (error) {
    return errorResponse(error);
  }
}

function knownKind(kind: string): SourceKind {
  const known = SourceKind.safeParse(kind);
  if (known.success) return known.data;
  throw new AppError("NOT_FOUND", noSuchWebhook(kind));
}
