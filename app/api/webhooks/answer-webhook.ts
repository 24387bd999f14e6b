import { flushOutbox } from "@/inngest/send-outbox";
import { readBody } from "@/lib/platform/http/read-body";
import { receiveWebhook } from "@/lib/intake/receive-webhook";
import { errorResponse } from "@/lib/platform/http/error-response";

const MIB = 1_048_576;
const MAX_BYTES: Record<string, number> = { openlineage: 8 * MIB };

/**
 * The edge of intake: 202 accepted, 200 for a delivery id already seen, 422 stored as quarantined,
 * 401/404/413 as AppError says. Only trouble of our own is 5xx.
 */
export async function answerWebhook(
  request: Request,
  target: { kind: string; sourceKey: string },
): Promise<Response> {
  try {
    const rawBody = await readBody(request, MAX_BYTES[target.kind] ?? MIB);
    const accepted = await receiveWebhook({ ...target, rawBody, headers: request.headers, now: new Date() });
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
