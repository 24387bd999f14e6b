import { z } from "zod";
import type { TokenCount } from "@/lib/vendors/anthropic/prices";

/** https://docs.claude.com/en/api/messages: `usage` of a message. */
const Usage = z.object({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
});

/** What a call can have taken at most, by its request. */
export interface UsageBounds {
  /** Size of the request as JSON in UTF-8. */
  requestBytes: number;
  /** The request's own limit for thinking and answer. */
  maxTokens: number;
}

/** The service's own prompts for tools and answers with a schema. */
const SERVICE_TOKENS = 10_000;

/**
 * The tokens of a call as the service reports them: whole numbers from 0, no more input than the request has bytes (no token is
 * shorter), and no more output than it allows. A gateway between may report anything. Pure.
 * @returns `doubt`: why the report is not believed, for people
 */
export function readUsage(
  reported: unknown,
  { requestBytes, maxTokens }: UsageBounds,
): { tokens: TokenCount; doubt: null } | { tokens: null; doubt: string } {
  const usage = Usage.safeParse(reported).data;
  if (!usage) return { tokens: null, doubt: "The reply does not say how many tokens the call took." };
  const tokens = {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite: usage.cache_creation_input_tokens ?? 0,
  };
  const input = tokens.input + tokens.cacheRead + tokens.cacheWrite;
  const isCount = Object.values(tokens).every((count) => Number.isSafeInteger(count) && count >= 0);
  if (isCount && input <= requestBytes + SERVICE_TOKENS && tokens.output <= maxTokens)
    return { tokens, doubt: null };
  return {
    tokens: null,
    doubt: `The reply says that the call took ${input} tokens in and ${tokens.output} out, which cannot be.`,
  };
}
