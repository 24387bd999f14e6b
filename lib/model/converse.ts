import { callModel, type CallIdentity } from "@/lib/model/call-model";
import type { Context } from "@/lib/platform/context";
import type { ModelTurn } from "@/lib/vendors/anthropic/client";
import type { ModelConnection, ModelFailure } from "@/lib/vendors/anthropic/connection";
import type { ModelMessage, ToolCall, ToolReply } from "@/lib/vendors/anthropic/messages";

/** A question that may take several turns, because the model reads more before it answers. */
export interface Conversation<T> extends Pick<
  ModelTurn<T>,
  "system" | "tools" | "schema" | "effort" | "maxTokens" | "signal"
> {
  identity: Omit<CallIdentity, "turn">;
  prompt: string;
  /** Runs the tools that the model calls; results in the order of the calls. Never throws for what the model did wrong. */
  runTools: (calls: readonly ToolCall[], signal: AbortSignal) => Promise<ToolReply[]>;
  maxTurns: number;
  /** For all turns together. */
  deadlineMs: number;
}

/** More calls in one turn are refused; the model may make them in the next. */
const MAX_CALLS_PER_TURN = 4;

const LAST_TURN = "This was the last chance to read. Answer now with what you have.";

/**
 * Asks the model until it answers: it may call tools for all turns but the last. Bounded in turns, calls per turn, seconds
 * and, by `callModel`, in dollars.
 */
export async function converse<T>(
  ctx: Context,
  connection: ModelConnection,
  conversation: Conversation<T>,
): Promise<{ ok: true; value: T; callId: string } | ModelFailure> {
  const { identity, prompt, runTools, maxTurns } = conversation;
  const startedAt = performance.now();
  const messages: ModelMessage[] = [{ role: "user", text: prompt }];
  for (let turn = 1; ; turn += 1) {
    const leftMs = Math.ceil(conversation.deadlineMs - (performance.now() - startedAt));
    if (leftMs <= 0) return late(conversation.deadlineMs);
    const isLast = turn >= maxTurns;
    const reply = await callModel(
      ctx,
      connection,
      { ...identity, turn },
      { ...conversation, messages, mayCallTools: !isLast, deadlineMs: leftMs },
    );
    if (!reply.ok) return reply;
    if (reply.kind === "answer") return { ok: true, value: reply.value, callId: reply.callId ?? "" };
    messages.push({ role: "assistant", blocks: reply.blocks });
    const allowed = reply.calls.slice(0, MAX_CALLS_PER_TURN);
    const signal = AbortSignal.timeout(Math.max(1, leftMs));
    const results = await runTools(allowed, signal);
    const refused = reply.calls.slice(MAX_CALLS_PER_TURN).map(({ id }): ToolReply => ({
      callId: id,
      text: `Not run: at most ${MAX_CALLS_PER_TURN} calls per turn.`,
      isError: true,
    }));
    const isNextLast = turn + 1 >= maxTurns;
    messages.push({
      role: "tools",
      results: [...results, ...refused],
      ...(isNextLast && { text: LAST_TURN }),
    });
  }
}

/** For a conversation without tools. */
export async function noTools(): Promise<ToolReply[]> {
  return [];
}

function late(deadlineMs: number): ModelFailure {
  const message = `Claude did not answer within ${Math.round(deadlineMs / 1000)} s.`;
  return { ok: false, reason: "timeout", message, use: null };
}
