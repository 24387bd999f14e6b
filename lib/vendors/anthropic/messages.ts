import { z } from "zod";
import { redact } from "@/lib/redaction/redact";

/** A call of a tool by the model. The input is not validated. */
export interface ToolCall {
  id: string;
  name: string;
  input: unknown;
}

export interface ToolReply {
  callId: string;
  text: string;
  isError: boolean;
}

/** A tool as described to the model. */
export interface ToolDefinition {
  name: string;
  description: string;
  input: z.ZodType;
}

/** Blocks of the model's turn, kept as received: they must be sent back unchanged. */
export const AssistantBlocks = z.array(z.looseObject({ type: z.string() }));
export type AssistantBlocks = z.infer<typeof AssistantBlocks>;

/** A conversation: what we asked, what the model did, what its tools found. */
export type ModelMessage =
  | { role: "user"; text: string }
  | { role: "assistant"; blocks: AssistantBlocks }
  | { role: "tools"; results: readonly ToolReply[]; text?: string };

const CACHED = { type: "ephemeral" } as const;

/**
 * Converts a conversation to the API's form. Our own texts are redacted here, as the last line of defense. The last block
 * is marked for the prompt cache if the conversation may go on.
 */
export function toApiMessages(messages: readonly ModelMessage[], goesOn: boolean): object[] {
  const converted = messages.map(toApiMessage);
  const last = converted.at(-1);
  if (goesOn && last?.role === "user") {
    const block = last.content.at(-1);
    if (block) Object.assign(block, { cache_control: CACHED });
  }
  return converted;
}

function toApiMessage(message: ModelMessage): { role: "user" | "assistant"; content: object[] } {
  switch (message.role) {
    case "user":
      return { role: "user", content: [textBlock(message.text)] };
    case "assistant":
      return { role: "assistant", content: message.blocks };
    case "tools": {
      const results = message.results.map((result) => ({
        type: "tool_result",
        tool_use_id: result.callId,
        content: [textBlock(result.text)],
        is_error: result.isError,
      }));
      return {
        role: "user",
        content: message.text === undefined ? results : [...results, textBlock(message.text)],
      };
    }
  }
}

function textBlock(text: string) {
  return { type: "text", text: redact(text).text };
}

/** A tool as the Messages API takes it; the schema is JSON Schema (2020-12). */
export interface ApiTool {
  name: string;
  description: string;
  input_schema: { properties?: Record<string, z.core.JSONSchema._JSONSchema>; [keyword: string]: unknown };
}

/** The tools in the API's form. @throws Error for a schema that JSON Schema cannot express. */
export function toApiTools(tools: readonly ToolDefinition[]): ApiTool[] {
  return tools.map(({ name, description, input }) => {
    const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: "input" });
    return { name, description, input_schema: schema };
  });
}

/** The fixed part of a prompt, which is cached together with the tools before it. */
export function toApiSystem(system: string): object[] {
  return [{ type: "text", text: system, cache_control: CACHED }];
}
