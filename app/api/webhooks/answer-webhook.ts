import { flushOutbox } from "@/inngest/send-outbox";
import { receivePullRequests } from "@/lib/fixes/pull-requests/receive-pull-requests";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { offeredSecret } from "@/lib/intake/webhooks/verify-signature";
import { findSourceKeyBySecret } from "@/lib/sources/find-source";
import { SourceKind } from "@/lib/sources/schemas";
import { pool } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/platform/errors";
import { DEFAULT_BODY_BYTES, webhookBodyBytes } from "@/lib/platform/http/body-limits.mjs";
import { errorAnswer, toResponse, type JsonAnswer } from "@/lib/platform/http/error-response";
import { readBody } from "@/lib/platform/http/read-body";
import { findSourceKind, noSuchWebhook } from "@/lib/platform/http/source-kinds.mjs";

/** The source a webhook is for. */
export interface WebhookTarget {
  /** Null for any kind. */
  kind: string | null;
  /** Null: found by the secret of the delivery, which needs a kind. */
  sourceKey: string | null;
}

/** A webhook as it arrives. */
export interface ArrivingWebhook {
  /** Lowercase names. */
  headers: Record<string, string>;
  /** Reads and decompresses the body; rejects if it is larger. */
  readBody: (maxBytes: number) => Promise<Uint8Array>;
}

/** `answerArriving` for route handlers. */
export async function answerWebhook(request: Request, target: WebhookTarget): Promise<Response> {
  const webhook = {
    headers: Object.fromEntries(request.headers),
    readBody: (maxBytes: number) => readBody(request, maxBytes),
  };
  return toResponse(await answerArriving(webhook, target));
}

/**
 * Receives a webhook: 202 accepted, 200 for a duplicate delivery, 422 quarantined, 401, 404 and 413 for refused
 * requests. Only internal failures are 5xx.
 */
export async function answerArriving(webhook: ArrivingWebhook, target: WebhookTarget): Promise<JsonAnswer> {
  try {
    const { headers } = webhook;
    const kind = target.kind === null ? null : knownKind(target.kind);
    // Before the body is read, because it may be large.
    const sourceKey = target.sourceKey ?? (await findKey(kind, headers));
    const rawBody = await webhook.readBody(kind === null ? DEFAULT_BODY_BYTES : webhookBodyBytes(kind));
    const accepted = await receiveWebhook({ kind, sourceKey, rawBody, headers, now: new Date() });
    if (accepted.status === "quarantined") {
      const message = accepted.reason ?? "not understood";
      const error = { code: "invalid", message, issues: accepted.issues };
      return { status: 422, headers: {}, body: { error, deliveryId: accepted.deliveryId } };
    }
    if (accepted.startsAnalysis) flushOutbox();
    // The delivery is stored; if this fails, the pull request is read within minutes anyway.
    if (accepted.pullRequests.length > 0)
      await receivePullRequests(systemContext(accepted.workspaceId), accepted.pullRequests);
    const body = {
      deliveryId: accepted.deliveryId,
      incidentId: accepted.incidentId,
      deduplicated: accepted.isDuplicate,
    };
    return { status: accepted.isDuplicate ? 200 : 202, headers: {}, body };
  } catch (error) {
    return errorAnswer(error);
  }
}

function knownKind(kind: string): SourceKind {
  const known = SourceKind.safeParse(kind);
  if (known.success) return known.data;
  throw new AppError("NOT_FOUND", noSuchWebhook(kind));
}

async function findKey(kind: SourceKind | null, headers: Record<string, string>): Promise<string> {
  const name = kind === null ? "" : (findSourceKind(kind)?.name ?? kind);
  const offered = offeredSecret(new Map(Object.entries(headers)));
  if (!offered || kind === null) {
    const message = `Send the secret of an ${name} source as API key (Authorization: Bearer).`;
    throw new AppError("UNAUTHENTICATED", message);
  }
  const key = await findSourceKeyBySecret(pool(), kind, offered.secret, new Date());
  if (key === null)
    throw new AppError("UNAUTHENTICATED", `The API key is not the secret of an ${name} source.`);
  return key;
}
