import { cleanJson, cleanText } from "@/lib/platform/clean-json";
import type { Context } from "@/lib/platform/context";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { log } from "@/lib/platform/log";
import { redact } from "@/lib/redaction/redact";
import { redactJson } from "@/lib/redaction/redact-json";
import type { TurnReply } from "@/lib/vendors/anthropic/client";
import type { ModelFailure, ModelFailureReason, ModelUse } from "@/lib/vendors/anthropic/connection";
import { chargeUsd } from "@/lib/vendors/anthropic/prices";

/**
 * Books a reply in the ledger: what was said, tokens, cost, latency. If the reported tokens cannot be, the reserved highest
 * cost stays booked. A reply that cannot be stored is a failure, so that no call stays `running`.
 * @returns the reply, or the failure
 */
export async function recordReply<T>(
  ctx: Context,
  callId: string,
  reply: TurnReply<T>,
): Promise<TurnReply<T>> {
  try {
    await book(ctx, callId, { ...bookingOf(reply), reply: saidIn(reply) });
    return reply;
  } catch (error) {
    if (databaseTrouble(error) !== null) throw error;
    log.error({ err: error, callId }, "could not store a reply of the model");
    const failure = unstorable(reply.use);
    await book(ctx, callId, { ...bookingOf(failure), model: null, reply: null });
    return failure;
  }
}

function unstorable(use: ModelUse | null): ModelFailure {
  return { ok: false, reason: "malformed", message: "Claude's answer cannot be stored.", use };
}

function bookingOf<T>(reply: TurnReply<T>) {
  const { use } = reply;
  return {
    status: reply.ok ? "ok" : reply.reason,
    message: [reply.ok ? null : reply.message, use?.doubt && `${use.doubt} ${RESERVED}`]
      .filter(Boolean)
      .join(" "),
    model: use?.model ?? null,
    ...(use?.tokens ?? { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }),
    costUsd: use?.costUsd ?? null,
    chargedUsd: use ? chargeOf(use) : chargeOfFailure(reply.ok ? null : reply.reason),
    latencyMs: use?.latencyMs ?? 0,
  };
}

const RESERVED = "The highest possible cost counts towards the budget.";

/** Null keeps the reservation. */
function chargeOf({ model, tokens, doubt }: ModelUse): number | null {
  return doubt === null ? chargeUsd(model, tokens) : null;
}

/** A refused call costs nothing; one that was cut off keeps its reservation (null), because it may have been billed. */
function chargeOfFailure(reason: ModelFailureReason | null): number | null {
  return reason === "timeout" || reason === "unreachable" ? null : 0;
}

/** Of a reply that is no answer, this much is kept. */
const MAX_SAID_CHARS = 20_000;

/** What the model said, redacted, as blocks; null if nothing. @throws AppError INVALID if it is nested too deeply. */
function saidIn<T>(reply: TurnReply<T>): unknown {
  if (reply.ok) return cleanJson(redactJson(reply.blocks));
  if (!reply.said) return null;
  // What a cut secret leaves is redacted with the rest.
  const text = cleanText(redact(reply.said.slice(0, 2 * MAX_SAID_CHARS)).text);
  const isLong = text.length > MAX_SAID_CHARS;
  return [{ type: "text", text: isLong ? `${text.slice(0, MAX_SAID_CHARS).toWellFormed()}…` : text }];
}

async function book(ctx: Context, callId: string, booking: object): Promise<void> {
  await ctx.pool.query(RECORD, [ctx.workspaceId, callId, JSON.stringify(booking)]);
}

const RECORD = `
WITH r AS (
  SELECT * FROM jsonb_to_record($3::jsonb) AS x(status text, message text, model text, input int, output int, "cacheRead" int,
    "cacheWrite" int, "costUsd" float8, "chargedUsd" float8, "latencyMs" int, reply jsonb)
), call AS (
  UPDATE model_calls c SET status = r.status, message = NULLIF(r.message, ''), model = COALESCE(r.model, c.model),
    input_tokens = r.input, output_tokens = r.output, cache_read_tokens = r."cacheRead", cache_write_tokens = r."cacheWrite",
    cost_usd = r."costUsd", charged_usd = COALESCE(r."chargedUsd", c.charged_usd), latency_ms = r."latencyMs"
  FROM r WHERE c.id = $2 AND c.workspace_id = $1
)
UPDATE model_transcripts t SET reply = r.reply FROM r WHERE t.call_id = $2 AND t.workspace_id = $1`;
