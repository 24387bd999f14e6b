import "server-only";
import { createHash } from "node:crypto";
import { acceptDeliveries, type AcceptedDelivery } from "@/lib/intake/acceptance/accept-deliveries";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import { batchByPool } from "@/lib/platform/db/batch-by-pool";
import { cleanText } from "@/lib/platform/clean-json";
import { findSourceByKey, type CachedSource } from "@/lib/sources/find-source";
import { parseBodyInBackground } from "@/lib/background/parse-body-in-background";
import { settleMeaning } from "@/lib/intake/settle/settle-meaning";
import { understandBody } from "@/lib/intake/sources/understand-body";
import type { ReportedPullRequest } from "@/lib/intake/sources/descriptor";
import { deliveryKey } from "@/lib/intake/sources/delivery-key";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { isFact, storedBody } from "@/lib/intake/webhooks/stored-body";
import { storableHeaders } from "@/lib/intake/webhooks/storable-headers";
import { newId } from "@/lib/platform/crypto";
import { isDataError } from "@/lib/platform/db/is-data-error";
import { pool } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";

export interface WebhookInput {
  /** Null for any kind. */
  kind: string | null;
  sourceKey: string;
  /** Lowercase names. */
  headers: Record<string, string>;
  rawBody: Uint8Array;
  now: Date;
}

export interface ReceivedWebhook extends AcceptedDelivery {
  workspaceId: string;
  /** What it says about pull requests, which have no incident. */
  pullRequests: readonly ReportedPullRequest[];
}

/** Limits of the write queue. When it is full or too slow, senders are told to retry. */
const QUEUE = {
  maxBatch: 64,
  maxQueued: 2_000,
  maxQueuedBytes: 64 * 1_048_576,
  maxWaitMs: 4_500,
  sizeOf: (delivery: IncomingDelivery) => delivery.sizeBytes,
  isUrgent: ({ meaning }: IncomingDelivery) => !isFact(meaning),
  isAboutData: isDataError,
};
const acceptBatched = batchByPool<IncomingDelivery, AcceptedDelivery>(
  (pool, items, letNext) => acceptDeliveries(pool, items, { analysisSteps: plannedAnalysis(), letNext }),
  QUEUE,
);

/**
 * Receives a webhook: finds its source, verifies, parses and stores it with its incident before returning.
 * @throws AppError NOT_FOUND (unknown key, or one of another kind), UNAUTHENTICATED (signature), UNAVAILABLE (queue full
 * or too slow). INVALID is never thrown: deliveries that are not understood are quarantined.
 */
export async function receiveWebhook(input: WebhookInput): Promise<ReceivedWebhook> {
  const source = await findSource(input);
  const verdict = await descriptorOf(source.kind).verify({
    rawBody: input.rawBody,
    headers: input.headers,
    secrets: source.secrets,
    now: input.now,
  });
  if (!verdict.ok) throw refusal(source, new AppError("UNAUTHENTICATED", verdict.reason));
  const delivery = await understandDelivery(source, input, verdict.method);
  const accepted = await acceptBatched(pool(), delivery);
  const { workspaceId, meaning } = delivery;
  return { ...accepted, workspaceId, pullRequests: (meaning.ok && meaning.pullRequests) || [] };
}

async function findSource(input: WebhookInput): Promise<CachedSource> {
  const source = await findSourceByKey(pool(), input.sourceKey, input.now);
  if (!source || (input.kind !== null && source.kind !== input.kind)) {
    throw refusal(input, new AppError("NOT_FOUND", "Unknown webhook URL. Copy it again from Setup."));
  }
  if (!source.isEnabled) {
    throw refusal(source, new AppError("NOT_FOUND", `The source "${source.name}" is disabled.`));
  }
  return source;
}

/** Logs a refused webhook, because senders rarely show the answer they got. Never logs the URL's key. */
function refusal({ kind, id }: { kind: string | null; id?: string }, error: AppError): AppError {
  log.warn({ kind, sourceId: id }, `webhook refused: ${error.message}`);
  return error;
}

/** Redacts and parses an authentic body. @throws database errors. */
async function understandDelivery(
  source: CachedSource,
  input: { headers: Record<string, string>; rawBody: Uint8Array; now: Date },
  authMethod: string,
): Promise<IncomingDelivery> {
  const sha256 = createHash("sha256").update(input.rawBody).digest("hex");
  const { headers } = input;
  const parsed = await parseBodyInBackground(input.rawBody);
  const id = newId();
  const understood = parsed.ok ? understandBody(source, parsed.value, headers) : parsed;
  const meaning = await settleMeaning(pool(), source, understood);
  return {
    id,
    workspaceId: source.workspaceId,
    sourceId: source.id,
    sourceName: source.name,
    environment: source.environment,
    ...keysOf(source, { id, body: parsed.ok ? parsed.value : null, headers, sha256 }),
    headers: storableHeaders(headers),
    ...storedBody(parsed.text, meaning),
    sizeBytes: input.rawBody.byteLength,
    sha256,
    authMethod,
    receivedAt: input.now,
    meaning,
  };
}

function keysOf(
  source: CachedSource,
  delivery: { id: string; body: unknown; headers: Record<string, string>; sha256: string },
): { deliveryKey: string; bodyKey: string | null } {
  const { id, body, headers, sha256 } = delivery;
  const key = deliveryKey(descriptorOf(source.kind), { body, headers, rawSha256: sha256 });
  const value = cleanText(key.value).slice(0, 300);
  return key.isUnique
    ? { deliveryKey: value, bodyKey: null }
    : { deliveryKey: `${value}/${id}`, bodyKey: value };
}
