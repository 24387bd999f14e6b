import Anthropic from "@anthropic-ai/sdk";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { redact } from "@/lib/redaction/redact";
import type { ModelConnection, ModelFailure, ModelUse } from "@/lib/vendors/anthropic/connection";
import { modelFailure } from "@/lib/vendors/anthropic/model-failure";
import { costUsd } from "@/lib/vendors/anthropic/prices";

export interface ModelQuestion<T> {
  system: string;
  prompt: string;
  /** Shape of the answer. Ranges and lengths in it are hints to the model, checked here afterwards. */
  schema: z.ZodType<T>;
  /** Room for thinking and answer together. */
  maxTokens: number;
  deadlineMs: number;
  signal?: AbortSignal;
}

export type ModelAnswer<T> = { ok: true; value: T; use: ModelUse } | ModelFailure;

/** Claude as the environment connects it, null when there is no key. */
export function modelConnection(): ModelConnection | null {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL } = env();
  return ANTHROPIC_API_KEY
    ? { apiKey: ANTHROPIC_API_KEY, baseUrl: ANTHROPIC_BASE_URL, model: ANTHROPIC_MODEL }
    : null;
}

const Answer = z.object({
  model: z.string(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullable(),
  usage: z.object({
    input_tokens: z.number(),
    output_tokens: z.number(),
    cache_read_input_tokens: z.number().nullish(),
    cache_creation_input_tokens: z.number().nullish(),
  }),
});
type Answer = z.infer<typeof Answer>;

/**
 * Asks Claude once for an answer of the given shape (Messages API, `output_config.format`). Never throws for
 * what the model or the way to it does: every failure is a value with a reason. Not retried here: the workflow
 * counts the tries. The SDK's own parsing is left out, because it hides why an answer cannot be parsed and what
 * it cost.
 */
export async function askModel<T>(
  connection: ModelConnection,
  question: ModelQuestion<T>,
): Promise<ModelAnswer<T>> {
  const startedAt = performance.now();
  const client = new Anthropic({
    apiKey: connection.apiKey,
    baseURL: connection.baseUrl,
    maxRetries: 0,
    timeout: question.deadlineMs,
    logLevel: "off",
  });
  const { type, schema } = zodOutputFormat(question.schema);
  try {
    const message: unknown = await client.messages.create(
      {
        model: connection.model,
        max_tokens: question.maxTokens,
        system: question.system,
        // The last gate: whatever was put into the question, no secret leaves in it.
        messages: [{ role: "user", content: redact(question.prompt).text }],
        output_config: { format: { type, schema } },
      },
      { signal: deadlineOf(question) },
    );
    const answer = Answer.safeParse(message);
    const latencyMs = Math.round(performance.now() - startedAt);
    if (!answer.success) return malformed("Claude's address answered with something else.", null);
    return readAnswer(answer.data, question.schema, useOf(answer.data, latencyMs));
  } catch (error) {
    return modelFailure(error, connection, question.deadlineMs);
  }
}

/** The SDK's timeout ends with the answer's headers; this one covers the body too. */
function deadlineOf({
  deadlineMs,
  signal,
}: Pick<ModelQuestion<unknown>, "deadlineMs" | "signal">): AbortSignal {
  const deadline = AbortSignal.timeout(deadlineMs);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

function useOf({ model, usage }: Answer, latencyMs: number): ModelUse {
  const tokens = {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
  };
  return { model, tokens, costUsd: costUsd(model, tokens), latencyMs };
}

function readAnswer<T>(answer: Answer, schema: z.ZodType<T>, use: ModelUse): ModelAnswer<T> {
  switch (answer.stop_reason) {
    case "refusal":
      return { ok: false, reason: "refused", message: "Claude declined to answer.", use };
    case "max_tokens":
    case "model_context_window_exceeded":
      return {
        ok: false,
        reason: "truncated",
        message: "Claude's answer was cut off at its length limit.",
        use,
      };
  }
  const text = answer.content.find((block) => block.type === "text")?.text ?? "";
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return { ok: true, value: parsed.data, use };
  const issue = parsed.error.issues[0];
  const at = issue && issue.path.length > 0 ? ` (${issue.path.join(".")}: ${issue.message})` : "";
  return malformed(`Claude's answer does not have the agreed shape${at}.`.slice(0, 300), use);
}

function malformed(message: string, use: ModelUse | null): ModelFailure {
  return { ok: false, reason: "malformed", message, use };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
