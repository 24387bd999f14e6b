import { budgetObjection, maxTokensOf, monthStart, type Spent } from "@/lib/model/budget";
import { recordReply } from "@/lib/model/record-reply";
import type { ModelRole } from "@/lib/model/schemas";
import type { Context } from "@/lib/platform/context";
import { newId, sha256 } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";
import { env } from "@/lib/platform/env";
import {
  parseReply,
  readCalls,
  requestBody,
  sendTurn,
  type TurnReply,
  type ModelTurn,
} from "@/lib/vendors/anthropic/client";
import type { ModelConnection, ModelUse } from "@/lib/vendors/anthropic/connection";
import { AssistantBlocks } from "@/lib/vendors/anthropic/messages";
import { chargeUsd } from "@/lib/vendors/anthropic/prices";

/** Which call it is, for the ledger. */
export interface CallIdentity {
  incidentId: string;
  workflowId: string;
  role: ModelRole;
  /** Turn of the conversation, from 1. */
  turn: number;
  promptVersion: string;
}

/** A reply and the id of its call in the ledger; null if the call was not made. */
export type RecordedReply<T> = TurnReply<T> & { callId: string | null };

/**
 * Makes one call to the model and records it in the ledger: what was sent and answered, tokens, cost, latency. Its highest
 * possible cost is reserved before, so that concurrent calls cannot exceed a budget together. A call that the same workflow
 * has already made with the same request is not made again: its reply is read from the ledger, so that a step that is
 * repeated after a crash costs nothing. A call whose process died stays charged with its highest possible cost.
 * @returns failures as values, `over_budget` among them.
 */
export async function callModel<T>(
  ctx: Context,
  connection: ModelConnection,
  identity: CallIdentity,
  turn: ModelTurn<T>,
): Promise<RecordedReply<T>> {
  const request = requestBody(connection.model, turn);
  const requestText = JSON.stringify(request);
  const requestHash = sha256(requestText);
  const known = await findReply(ctx, identity, requestHash);
  if (known) {
    const reply = readReply(known, turn);
    if (reply.ok) return { ...reply, callId: known.id };
  }
  const tokens = { input: maxTokensOf(requestText), output: turn.maxTokens, cacheRead: 0, cacheWrite: 0 };
  const reserved = await reserve(ctx, connection.model, identity, {
    requestHash,
    request,
    estimateUsd: chargeUsd(connection.model, tokens),
  });
  if (!reserved.ok)
    return { ok: false, reason: "over_budget", message: reserved.message, use: null, callId: null };
  const deadlineMs = Math.min(turn.deadlineMs, reserved.leftMs);
  const reply = await sendTurn(connection, { ...turn, deadlineMs }, request);
  return { ...(await recordReply(ctx, reserved.callId, reply)), callId: reserved.callId };
}

interface StoredReply {
  id: string;
  model: string;
  reply: unknown;
  message: string | null;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  costUsd: number | null;
  latencyMs: number;
}

async function findReply(
  { pool, workspaceId }: Context,
  { workflowId, role, turn }: CallIdentity,
  requestHash: string,
): Promise<StoredReply | null> {
  const { rows } = await pool.query<StoredReply>(FIND_REPLY, [
    workspaceId,
    workflowId,
    role,
    turn,
    requestHash,
  ]);
  return rows[0] ?? null;
}

function readReply<T>(stored: StoredReply, turn: ModelTurn<T>): TurnReply<T> {
  const { input, output, cacheRead, cacheWrite } = stored;
  const tokens = { input, output, cacheRead, cacheWrite };
  const use: ModelUse = {
    model: stored.model,
    tokens,
    costUsd: stored.costUsd,
    doubt: stored.message,
    latencyMs: stored.latencyMs,
  };
  const blocks = AssistantBlocks.catch([]).parse(stored.reply);
  const calls = readCalls(blocks);
  return calls.length > 0
    ? { ok: true, kind: "calls", calls, blocks, use }
    : parseReply(blocks, turn.schema, use);
}

/** Reserves the highest possible cost. The lock makes concurrent reservations of a workspace see each other. */
async function reserve(
  ctx: Context,
  model: string,
  identity: CallIdentity,
  call: { requestHash: string; request: object; estimateUsd: number },
): Promise<{ ok: true; callId: string; leftMs: number } | { ok: false; message: string }> {
  const { PD_MODEL_USD_PER_ANALYSIS, PD_MODEL_USD_PER_MONTH, PD_MODEL_SECONDS_PER_ANALYSIS } = env();
  const now = ctx.now();
  return transaction(ctx.pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('model-budget:' || $1, 0))", [
      ctx.workspaceId,
    ]);
    const { rows } = await client.query<Spent & { limit: number | null }>(SPENT, [
      ctx.workspaceId,
      identity.workflowId,
      monthStart(now),
    ]);
    const spent = rows[0] ?? { analysisUsd: 0, monthUsd: 0, analysisMs: 0, limit: null };
    const limits = {
      perAnalysisUsd: PD_MODEL_USD_PER_ANALYSIS,
      perMonthUsd: spent.limit ?? PD_MODEL_USD_PER_MONTH ?? null,
      perAnalysisMs: PD_MODEL_SECONDS_PER_ANALYSIS * 1_000,
    };
    const message = budgetObjection(limits, spent, call.estimateUsd);
    if (message !== null) return { ok: false, message };
    const { incidentId, workflowId, role, turn, promptVersion } = identity;
    const row = { id: newId(), incidentId, workflowId, role, turn, promptVersion, model, ...call };
    const saved = await client.query<{ id: string }>(RESERVE, [ctx.workspaceId, JSON.stringify(row), now]);
    const callId = saved.rows[0]?.id ?? row.id;
    return { ok: true, callId, leftMs: Math.ceil(limits.perAnalysisMs - spent.analysisMs) };
  });
}

const FIND_REPLY = `
SELECT c.id, c.model, c.message, t.reply, c.input_tokens AS input, c.output_tokens AS output, c.cache_read_tokens AS "cacheRead",
  c.cache_write_tokens AS "cacheWrite", c.cost_usd AS "costUsd", c.latency_ms AS "latencyMs"
FROM model_calls c JOIN model_transcripts t ON t.call_id = c.id
WHERE c.workspace_id = $1 AND c.workflow_id = $2 AND c.role = $3 AND c.turn = $4 AND c.request_hash = $5 AND c.status = 'ok'
ORDER BY c.created_at LIMIT 1`;

const SPENT = `
SELECT (SELECT COALESCE(sum(GREATEST(charged_usd, 0)), 0) FROM model_calls WHERE workspace_id = $1 AND workflow_id = $2)::float8 AS "analysisUsd",
  (SELECT COALESCE(sum(GREATEST(charged_usd, 0)), 0) FROM model_calls WHERE workspace_id = $1 AND created_at >= $3)::float8 AS "monthUsd",
  (SELECT COALESCE(sum(latency_ms), 0) FROM model_calls WHERE workspace_id = $1 AND workflow_id = $2)::float8 AS "analysisMs",
  (SELECT model_usd_per_month FROM workspaces WHERE id = $1) AS "limit"`;

/** $2: the call, $3: now. A call that is made again has a row of its own. */
const RESERVE = `
WITH c AS (
  SELECT * FROM jsonb_to_record($2::jsonb) AS x(id text, "incidentId" text, "workflowId" text, role text, turn int,
    "promptVersion" text, model text, "requestHash" text, request jsonb, "estimateUsd" float8)
), saved AS (
  INSERT INTO model_calls (id, workspace_id, incident_id, workflow_id, role, turn, model, prompt_version, request_hash, status,
    charged_usd, created_at)
  SELECT id, $1, "incidentId", "workflowId", role, turn, model, "promptVersion", "requestHash", 'running', "estimateUsd", $3 FROM c
  RETURNING id
), transcript AS (
  INSERT INTO model_transcripts (call_id, workspace_id, incident_id, request, created_at)
  SELECT s.id, $1, c."incidentId", c.request, $3 FROM saved s, c
  WHERE EXISTS (SELECT 1 FROM incidents n WHERE n.id = c."incidentId" AND n.workspace_id = $1)
)
SELECT id FROM saved`;
