import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import type { OutboundAnswer } from "@/lib/platform/http/outbound";

/** How the statuses of one outside system are told to a person; the rest is the same for all. */
export interface StatusMessages {
  system: string;
  unauthenticated: string;
  forbidden: string;
}

/**
 * The error for an answer that is not 2xx, with what the system itself said.
 * UNAUTHENTICATED 401, FORBIDDEN 403, NOT_FOUND 404, RATE_LIMITED 429, UNAVAILABLE 5xx, INVALID for the rest.
 */
export function statusError(answer: OutboundAnswer, what: string, messages: StatusMessages): AppError {
  const { system } = messages;
  const said = detailOf(answer.text);
  const tail = said === null ? "" : ` It said: ${said}`;
  const make = (code: ErrorCode, text: string) =>
    new AppError(code, text, { cause: { status: answer.status, said }, retryAfterMs: retryAfterMs(answer) });
  switch (answer.status) {
    case 401:
      return make("UNAUTHENTICATED", `${messages.unauthenticated} (401).${tail}`);
    case 403:
      return make("FORBIDDEN", `${messages.forbidden} (403).${tail}`);
    case 404:
      return make("NOT_FOUND", `${system} does not know ${what} (404).${tail}`);
    case 429:
      return make("RATE_LIMITED", `${system} asks to slow down (429).${tail}`);
    default:
      return answer.status >= 500
        ? make("UNAVAILABLE", `${system} failed while reading ${what} (${answer.status}).${tail}`)
        : make("INVALID", `${system} did not accept the request for ${what} (${answer.status}).${tail}`);
  }
}

/** The body as JSON through a schema. @throws AppError UNAVAILABLE for HTML, broken JSON or another shape. */
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
    `${system} answered with ${found} where ${what} was expected. Is the API URL correct?`,
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
});

/** The sentence in an error's body, at most 200 characters; null for a web page or nothing. */
function detailOf(text: string): string | null {
  const parsed = Detail.safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const { detail, error, exception_message: exceptionMessage, title } = parsed.data;
  const said = [detail, exceptionMessage, error, title].find((one) => one !== undefined && one !== null);
  if (said === undefined) return null;
  const words = typeof said === "string" ? said : JSON.stringify(said);
  return words.replaceAll(/\s+/g, " ").trim().slice(0, 200) || null;
}

function retryAfterMs({ headers }: OutboundAnswer): number | undefined {
  const seconds = Number(headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 && seconds < 86_400 ? seconds * 1000 : undefined;
}
