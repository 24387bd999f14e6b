import { flushOutbox } from "@/inngest/send-outbox";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { SourceKind } from "@/lib/sources/schemas";
import { AppError } from "@/lib/platform/errors";
import { DEFAULT_BODY_BYTES, webhookBodyBytes } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { readBody } from "@/lib/platform/http/read-body";
import { noSuchWebhook } from "@/lib/platform/http/source-kinds.mjs";

/** The source a webhook is for. */
interface WebhookTarget {
  /** Null for any kind. */
  kind: string | null;
  sourceKey: string | (() => Promise<string>);
}

/**
 * Receives a webhook: 202 accepted, 200 for a duplicate delivery, 422 quarantined, 401, 404 and 413 for refused
 * requests. Only internal failures are 5xx.
 */
export async function answerWebhook(request: Request, target: WebhookTarget): Promise<Response> {
  try {
    const kind = target.kind === null ? null : knownKind(target.kind);
    const { sourceKey: given } = target;
    // Before the body is read, because it may be large.
    const sourceKey = typeof given === "string" ? given : await given();
    const rawBody = await readBody(request, kind === null ? DEFAULT_BODY_BYTES : webhookBodyBytes(kind));
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
