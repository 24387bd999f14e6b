import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import type { OutboundAnswer } from "@/lib/platform/http/outbound";

/** The system-specific error messages; all others are shared. */
export interface StatusMessages {
  system: string;
  unauthenticated: string;
  forbidden: string;
}

/**
 * The error for a non-2xx response, with the system's own message.
 * UNAUTHENTICATED 401, FORBIDDEN 403, NOT_FOUND 404, RATE_LIMITED 429, UNAVAILABLE 5xx, INVALID for the rest.
 */
export function statusError(answer: OutboundAnswer, what: string, messages: StatusMessages): AppError {
  const { system } = messages;
  const detail = detailOf(answer.text);
  const tail = detail === null ? "" : ` Response: ${detail}`;
  const make = (code: ErrorCode, text: string) =>
    new AppError(code, text, {
      cause: { status: answer.status, detail },
      retryAfterMs: retryAfterMs(answer),
    });
  switch (answer.status) {
    case 401:
      return make("UNAUTHENTICATED", `${messages.unauthenticated} (401).${tail}`);
    case 403:
      return make("FORBIDDEN", `${messages.forbidden} (403).${tail}`);
    case 404:
      return make("NOT_FOUND", `${system} could not find ${what} (404).${tail}`);
    case 429:
      return make("RATE_LIMITED", `${system} is throttling requests (429).${tail}`);
    default:
      return answer.status >= 500
        ? make("UNAVAILABLE", `${system} failed while reading ${what} (${answer.status}).${tail}`)
        : make("INVALID", `${system} did not accept the request for ${what} (${answer.status}).${tail}`);
  }
}

/** Parses the JSON body with a schema. @throws AppError UNAVAILABLE for HTML, broken JSON or an unexpected shape. */
export function parseAnswer<T>(
  answer: OutboundAnswer,
  schema: z.ZodType<T>,
  what: string,
  system: string,
): T {
  const parsed = schema.safeParse(jsonOf(answer.text));
  if (parsed.success) return parsed.data;
  const type = answer.headers.get("content-type") ?? "no content type";
  const isHtml = /html/i.test(type) || answer.text.trimStart().startsWith("<");
  const found = isHtml ? "a web page" : "something else";
  throw new AppError(
    "UNAVAILABLE",
    `${system} returned ${found} instead of ${what}. Is the API URL correct?`,
    {
      cause: { type, issues: parsed.error.issues.slice(0, 5) },
    },
  );
}

/** The body as JSON, or undefined. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Detail = z.object({
  detail: z.unknown().optional(),
  title: z.unknown().optional(),
  error: z.unknown().optional(),
  exception_message: z.unknown().optional(),
  message: z.unknown().optional(),
});

/** The message in an error body, at most 200 characters; null if there is none. */
function detailOf(text: string): string | null {
  const parsed = Detail.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { detail, error, exception_message: exceptionMessage, title, message } = parsed.data;
  const found = [detail, exceptionMessage, error, title, message].find(
    (text) => text !== undefined && text !== null,
  );
  if (found === undefined) return null;
  const words = typeof found === "string" ? found : JSON.stringify(found);
  return words.replaceAll(/\s+/g, " ").trim().slice(0, 200) || null;
}

function retryAfterMs({ headers }: OutboundAnswer): number | undefined {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 && seconds < 86_400 ? seconds * 1000 : undefined;
}
