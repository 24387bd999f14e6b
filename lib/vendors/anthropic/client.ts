import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";
import { cleanText } from "@/lib/platform/clean-json";
import { env } from "@/lib/platform/env";
import type {
  ModelConnection,
  ModelEffort,
  ModelFailure,
  ModelUse,
} from "@/lib/vendors/anthropic/connection";
import {
  AssistantBlocks,
  toApiMessages,
  toApiSystem,
  toApiTools,
  type ModelMessage,
  type ToolCall,
  type ToolDefinition,
} from "@/lib/vendors/anthropic/messages";
import { modelFailure } from "@/lib/vendors/anthropic/model-failure";
import { costUsd } from "@/lib/vendors/anthropic/prices";
import { readUsage, type UsageBounds } from "@/lib/vendors/anthropic/usage";

/** One turn of a conversation with Claude. */
export interface ModelTurn<T> {
  system: string;
  messages: readonly ModelMessage[];
  /** Tools that it may call before it answers. */
  tools?: readonly ToolDefinition[];
  /** False to have it answer without further calls; the tools of earlier turns still have to be listed. */
  mayCallTools?: boolean;
  /** Schema of the answer. Ranges and lengths are hints to the model and checked afterwards. */
  schema: z.ZodType<T>;
  effort?: ModelEffort;
  /** Limit for thinking and answer together. */
  maxTokens: number;
  deadlineMs: number;
  signal?: AbortSignal;
}

/** An answer that matches the schema, or the tools that the model wants to call first. */
export type TurnReply<T> =
  | { ok: true; kind: "answer"; value: T; blocks: AssistantBlocks; use: ModelUse }
  | { ok: true; kind: "calls"; calls: ToolCall[]; blocks: AssistantBlocks; use: ModelUse }
  | ModelFailure;

/** The Claude connection configured in the environment, or null without a key. */
export function modelConnection(size: "small" | "large"): ModelConnection | null {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL, ANTHROPIC_SMALL_MODEL } = env();
  const model = size === "large" ? ANTHROPIC_MODEL : ANTHROPIC_SMALL_MODEL;
  return ANTHROPIC_API_KEY ? { apiKey: ANTHROPIC_API_KEY, baseUrl: ANTHROPIC_BASE_URL, model } : null;
}

const Answer = z.object({
  model: z.string().max(200),
  content: AssistantBlocks,
  stop_reason: z.string().nullable(),
  usage: z.unknown(),
});
type Answer = z.infer<typeof Answer>;

/**
 * Sends one turn to Claude (Messages API, structured output by `output_config.format`). The system prompt and the tools are
 * marked for the prompt cache. Returns every model or network failure as a value with a reason. Not retried here, because
 * the workflow counts attempts. Does not use the SDK's parsing, which hides why an answer cannot be parsed and what it cost.
 */
export async function sendTurn<T>(
  connection: ModelConnection,
  turn: ModelTurn<T>,
  request: object = requestBody(connection.model, turn),
): Promise<TurnReply<T>> {
  const startedAt = performance.now();
  const client = new Anthropic({
    apiKey: connection.apiKey,
    baseURL: connection.baseUrl,
    maxRetries: 0,
    timeout: turn.deadlineMs,
    logLevel: "off",
  });
  try {
    const body = request as Anthropic.MessageCreateParamsNonStreaming;
    const message: unknown = await client.messages.create(body, { signal: deadlineOf(turn) });
    const answer = Answer.safeParse(message);
    const latencyMs = Math.round(performance.now() - startedAt);
    if (!answer.success) {
      return malformed("Claude's address answered with something else.", null, asText(message));
    }
    const bounds = { requestBytes: Buffer.byteLength(JSON.stringify(request)), maxTokens: turn.maxTokens };
    return readAnswer(answer.data, turn, useOf(answer.data, bounds, latencyMs));
  } catch (error) {
    return modelFailure(error, connection, turn.deadlineMs);
  }
}

/** The request as sent, without credentials. */
export function requestBody<T>(model: string, turn: Omit<ModelTurn<T>, "deadlineMs" | "signal">): object {
  const { type, schema } = zodOutputFormat(turn.schema);
  const tools = turn.tools ?? [];
  return {
    model,
    max_tokens: turn.maxTokens,
    system: toApiSystem(turn.system),
    messages: toApiMessages(turn.messages, tools.length > 0 && turn.mayCallTools !== false),
    ...(tools.length > 0 && { tools: toApiTools(tools) }),
    ...(tools.length > 0 && turn.mayCallTools === false && { tool_choice: { type: "none" } }),
    output_config: {
      format: { type, schema },
      ...(turn.effort && takesEffort(model) && { effort: turn.effort }),
    },
  };
}

/** Models before the fifth generation refuse the setting. */
function takesEffort(model: string): boolean {
  return !/^claude-(?:3|[a-z]+-[34])\b/.test(model);
}

/** The SDK's timeout ends with the response headers; this one covers the body too. */
function deadlineOf({ deadlineMs, signal }: { deadlineMs: number; signal?: AbortSignal }): AbortSignal {
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

function useOf({ model, usage }: Answer, bounds: UsageBounds, latencyMs: number): ModelUse {
  const { tokens, doubt } = readUsage(usage, bounds);
  const costs = tokens && costUsd(model, tokens);
  return { model: cleanText(model), tokens: tokens ?? NO_TOKENS, costUsd: costs, doubt, latencyMs };
}

const NO_TOKENS = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function readAnswer<T>(answer: Answer, turn: ModelTurn<T>, use: ModelUse): TurnReply<T> {
  const said = saidIn(answer.content);
  switch (answer.stop_reason) {
    case "refusal":
      return { ok: false, reason: "refused", message: "Claude declined to answer.", said, use };
    case "max_tokens":
    case "model_context_window_exceeded":
      return {
        ok: false,
        reason: "truncated",
        message: "Claude's answer was cut off at its length limit.",
        said,
        use,
      };
  }
  const blocks = answer.content;
  const calls = readCalls(blocks);
  // Calls in a turn that ended with an answer are not run.
  if (calls.length === 0 || answer.stop_reason !== "tool_use") return parseReply(blocks, turn.schema, use);
  const mayCall = (turn.tools ?? []).length > 0 && turn.mayCallTools !== false;
  return mayCall
    ? { ok: true, kind: "calls", calls, blocks, use }
    : malformed("Claude called tools instead of answering.", use, said);
}

const ToolUse = z.object({
  type: z.literal("tool_use"),
  id: z.string(),
  name: z.string(),
  input: z.unknown(),
});

/** The tools that the model wants to call. */
export function readCalls(blocks: AssistantBlocks): ToolCall[] {
  return blocks.flatMap((block) => {
    const call = ToolUse.safeParse(block).data;
    return call ? [{ id: call.id, name: call.name, input: call.input }] : [];
  });
}

/** Reads the answer from the blocks of a model's turn, as received or as stored. */
export function parseReply<T>(
  blocks: AssistantBlocks,
  schema: z.ZodType<T>,
  use: ModelUse,
): Extract<TurnReply<T>, { kind: "answer" }> | ModelFailure {
  const text = blocks.find((block) => block.type === "text")?.["text"];
  const parsed = schema.safeParse(jsonOf(typeof text === "string" ? text : ""));
  if (parsed.success) return { ok: true, kind: "answer", value: parsed.data, blocks, use };
  const issue = parsed.error.issues[0];
  const at = issue && issue.path.length > 0 ? ` (${short(`${issue.path.join(".")}: ${issue.message}`)})` : "";
  return malformed(`Claude's answer does not have the agreed shape${at}.`, use, saidIn(blocks));
}

const short = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

function malformed(message: string, use: ModelUse | null, said: string): ModelFailure {
  return { ok: false, reason: "malformed", message, said, use };
}

/** The model's words, without its thinking. */
function saidIn(blocks: AssistantBlocks): string {
  const parts = blocks.flatMap((block) => {
    if (typeof block["text"] === "string") return [block["text"]];
    return block.type.endsWith("thinking") ? [] : [asText(block)];
  });
  return parts.join("\n\n");
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
