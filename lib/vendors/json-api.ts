import type { z } from "zod";
import {
  createOutbound,
  withSignal,
  type Outbound,
  type OutboundAnswer,
  type OutboundOptions,
} from "@/lib/platform/http/outbound";
import { withRetries } from "@/lib/platform/http/retrying-outbound";
import { parseAnswer, statusError, type StatusMessages } from "@/lib/vendors/answer";

/** An API whose credentials are a fixed header and whose answers are JSON. */
export interface JsonApi {
  /** The same API; calls and waits are canceled when `signal` aborts, and its reason is thrown. */
  withSignal(signal: AbortSignal): JsonApi;
  /** @throws AppError for every non-2xx response and for an answer of another shape. */
  get<T>(path: string, schema: z.ZodType<T>, what: string): Promise<T>;
  /** Only for calls that read, such as queries: they are repeated. @throws like `get`. */
  post<T>(path: string, body: unknown, schema: z.ZodType<T>, what: string): Promise<T>;
  /** A call that changes something, so it is made once. @throws like `get`. */
  send<T>(path: string, body: unknown, schema: z.ZodType<T>, what: string): Promise<T>;
  /** The body as text; null if it is larger than `maxBytes`. @throws AppError for every non-2xx response. */
  getText(path: string, maxBytes: number, what: string): Promise<string | null>;
}

export interface JsonApiOptions extends Omit<OutboundOptions, "system"> {
  /** Sent with every call; holds the credentials. */
  headers: Record<string, string>;
  messages: StatusMessages;
}

/** Repeats throttled calls. @throws AppError INVALID for an invalid base URL. */
export function createJsonApi({ headers, messages, ...options }: JsonApiOptions): JsonApi {
  const once = createOutbound({ ...options, system: messages.system });
  return apiOf(
    { outbound: withRetries(once), once },
    { headers: { accept: "application/json", ...headers }, messages },
  );
}

/** `once` repeats no calls. */
function apiOf(
  { outbound, once }: Record<"outbound" | "once", Outbound>,
  shared: Pick<JsonApiOptions, "headers" | "messages">,
): JsonApi {
  const { headers, messages } = shared;
  const sender =
    (through: Outbound): JsonApi["send"] =>
    async (path, body, schema, what) => {
      const request = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(body),
      } as const;
      return parseAnswer(checked(await through.call(path, request), what), schema, what, messages.system);
    };
  const checked = (answer: OutboundAnswer, what: string) => {
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw statusError(answer, what, messages);
  };
  return {
    withSignal: (signal) =>
      apiOf({ outbound: withSignal(outbound, signal), once: withSignal(once, signal) }, shared),
    get: async (path, schema, what) => {
      const answer = checked(await outbound.call(path, { headers }), what);
      return parseAnswer(answer, schema, what, messages.system);
    },
    post: sender(outbound),
    send: sender(once),
    getText: async (path, maxBytes, what) => {
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      const answer = await outbound.stream(path, { headers }, (chunk) => {
        bytes += chunk.length;
        if (bytes <= maxBytes) chunks.push(chunk);
        return bytes <= maxBytes;
      });
      checked(answer, what);
      return answer.isWhole && bytes <= maxBytes ? new TextDecoder().decode(Buffer.concat(chunks)) : null;
    },
  };
}
