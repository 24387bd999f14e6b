import type { z } from "zod";
import type { ModelRole } from "@/lib/model/schemas";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { parseReply } from "@/lib/vendors/anthropic/client";
import { AssistantBlocks } from "@/lib/vendors/anthropic/messages";

/** An answer of the model as it was stored. */
export interface StoredAnswer<T> {
  value: T;
  /** The ids of the evidence that it calls E1, R1 and so on. */
  names: Record<string, string>;
  model: string;
  promptVersion: string;
}

/** Stores what the names in a call's answer stand for. Safe to run twice. */
export async function saveNames(
  { pool, workspaceId }: Context,
  callId: string,
  names: Record<string, string>,
): Promise<void> {
  await pool.query(`UPDATE model_transcripts SET names = $3 WHERE call_id = $2 AND workspace_id = $1`, [
    workspaceId,
    callId,
    JSON.stringify(names),
  ]);
}

/** Reads an answer again. @throws AppError NOT_FOUND if it has been removed. */
export async function readAnswer<T>(
  { pool, workspaceId }: Context,
  callId: string,
  schema: z.ZodType<T>,
): Promise<StoredAnswer<T>> {
  const { rows } = await pool.query<Row>(READ, [workspaceId, callId]);
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND", GONE);
  const use = { model: row.model, tokens: NO_TOKENS, costUsd: null, doubt: null, latencyMs: 0 };
  const answer = parseReply(AssistantBlocks.catch([]).parse(row.reply), schema, use);
  if (!answer.ok) throw new AppError("NOT_FOUND", GONE);
  return { value: answer.value, names: row.names, model: row.model, promptVersion: row.promptVersion };
}

/** The last answered call of each role in a workflow. */
export async function findAnsweredCalls(
  { pool, workspaceId }: Context,
  workflowId: string,
): Promise<Map<ModelRole, string>> {
  const { rows } = await pool.query<{ role: ModelRole; id: string }>(ANSWERED, [workspaceId, workflowId]);
  return new Map(rows.map(({ role, id }) => [role, id]));
}

const GONE = "The model's answer is no longer stored.";

const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

interface Row {
  reply: unknown;
  names: Record<string, string>;
  model: string;
  promptVersion: string;
}

const READ = `
SELECT t.reply, t.names, c.model, c.prompt_version AS "promptVersion"
FROM model_transcripts t JOIN model_calls c ON c.id = t.call_id AND c.workspace_id = t.workspace_id
WHERE t.workspace_id = $1 AND t.call_id = $2 AND c.status = 'ok'`;

const ANSWERED = `
SELECT DISTINCT ON (role) role, id FROM model_calls
WHERE workspace_id = $1 AND workflow_id = $2 AND status = 'ok' ORDER BY role, turn DESC, created_at DESC`;
