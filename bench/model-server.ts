import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { PromptCache, type PromptPart } from "@/bench/prompt-cache";
import { CHARS_PER_TOKEN } from "@/evals/pipeline-rca/ask-model";
import type { TokenCount } from "@/lib/vendors/anthropic/prices";

const Marked = z.looseObject({ cache_control: z.unknown().optional() });
const Content = z.union([z.string(), z.array(Marked)]);
/** What counts of a request to the Messages API. */
const Request = z.looseObject({
  model: z.string(),
  system: Content.optional(),
  tools: z.array(Marked).default([]),
  messages: z.array(z.object({ role: z.string(), content: Content })),
  output_config: z.unknown().optional(),
  cache_control: z.unknown().optional(),
});
type Request = z.infer<typeof Request>;

export interface CountedCall {
  model: string;
  tokens: TokenCount;
}

const countTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/**
 * A local server that answers as the Messages API does, with the given texts, and counts tokens as the API would: by characters,
 * with a simulated prompt cache. `now` is its clock in milliseconds, which a benchmark moves.
 */
export async function startModelServer(options: {
  answer: (request: Request) => string;
  now: () => number;
}): Promise<{ url: string; calls: CountedCall[]; stop: () => Promise<void> }> {
  const cache = new PromptCache(countTokens);
  const calls: CountedCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const asked = Request.parse(JSON.parse(Buffer.concat(chunks).toString()));
      const text = options.answer(asked);
      const prompt = cache.count(asked.model, partsOf(asked), options.now());
      const tokens = { ...prompt, output: countTokens(text) };
      calls.push({ model: asked.model, tokens });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(toMessage(asked.model, text, tokens)));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The schema of the answer is part of the fixed prompt; a mark on the whole request is one on its last part. */
function partsOf({
  tools,
  system,
  messages,
  output_config: format,
  cache_control: mark,
}: Request): PromptPart[] {
  const parts = [
    ...(format === undefined ? [] : [{ text: JSON.stringify(format), isMarked: false }]),
    ...blocksOf(tools),
    ...blocksOf(system ?? []),
    ...messages.flatMap(({ content }) => blocksOf(content)),
  ];
  return parts.map((part, i) => (i === parts.length - 1 && mark ? { ...part, isMarked: true } : part));
}

function blocksOf(content: z.infer<typeof Content>): PromptPart[] {
  if (typeof content === "string") return [{ text: content, isMarked: false }];
  return content.map(({ cache_control: mark, ...block }) => ({
    text: typeof block["text"] === "string" ? block["text"] : JSON.stringify(block),
    isMarked: mark !== undefined && mark !== null,
  }));
}

function toMessage(model: string, text: string, tokens: TokenCount): object {
  return {
    id: "msg_bench",
    type: "message",
    role: "assistant",
    model,
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: {
      input_tokens: tokens.input,
      output_tokens: tokens.output,
      cache_read_input_tokens: tokens.cacheRead,
      cache_creation_input_tokens: tokens.cacheWrite,
    },
  };
}
