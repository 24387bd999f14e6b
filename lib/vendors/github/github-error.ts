import { AppError, messageOf } from "@/lib/platform/errors";
import { refusalOf } from "@/lib/platform/http/guarded-fetch";

/** Octokit's error for a non-2xx response; `response` is missing if there was none. */
interface HttpError extends Error {
  status: number;
  response?: { headers: Record<string, string | number | undefined> };
}

function isHttpError(error: unknown): error is HttpError {
  return (
    error instanceof Error &&
    error.name === "HttpError" &&
    "status" in error &&
    typeof error.status === "number"
  );
}

const SECONDARY_WAIT_MS = 60_000;

interface Asked {
  /** The subject of the request, such as `owner/repo`. */
  name: string;
  signal?: AbortSignal;
  isUserConfigured?: boolean;
  /** The rights that the request needs; by default those for reading and changing a repository. */
  rights?: string;
}

/** Converts an error from GitHub or the network to an actionable AppError. */
export function gitHubError(error: unknown, asked: Asked, now = Date.now()): unknown {
  const { name, signal, isUserConfigured, rights = '"Contents" and "Pull requests", read and write' } = asked;
  if (signal?.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  const refusal = refusalOf(error);
  if (refusal) return refusal;
  const throttled = throttledGraphql(error);
  if (throttled)
    return rateLimited(error, rateLimitWait({ ...throttled, status: 429 }, now) ?? SECONDARY_WAIT_MS);
  if (!isHttpError(error)) {
    const message = `The request to GitHub failed: ${messageOf(error).slice(0, 200)}`;
    return new AppError("UNAVAILABLE", message, { cause: error });
  }
  if (!error.response) {
    const setting = isUserConfigured ? "the integration's API URL" : "GITHUB_API_URL";
    return new AppError("UNAVAILABLE", `GitHub cannot be reached. Is ${setting} correct?`, { cause: error });
  }
  const { status } = error;
  const detail = error.message.slice(0, 300);
  const waitMs = rateLimitWait(error, now);
  if (waitMs !== null) return rateLimited(error, waitMs);
  if (status === 401) {
    const whatToDo = isUserConfigured
      ? "Replace the GitHub integration's credentials under Settings."
      : "Check GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.";
    const message = `GitHub rejected the credentials. ${whatToDo}`;
    return new AppError("UNAUTHENTICATED", message, { cause: error });
  }
  if (status === 403) {
    const message = `GitHub does not allow this on ${name}. The token or App needs ${rights}. Response: ${detail}`;
    return new AppError("FORBIDDEN", message, { cause: error });
  }
  if (status === 404) {
    const message = `GitHub could not find this for ${name}: it does not exist, or the token has no access.`;
    return new AppError("NOT_FOUND", message, { cause: error });
  }
  if (status === 409)
    return new AppError("CONFLICT", `GitHub reports a conflict in ${name}: ${detail}`, { cause: error });
  if (status === 422)
    return new AppError("INVALID", `GitHub rejected the request for ${name}: ${detail}`, { cause: error });
  if (status >= 500)
    return new AppError("UNAVAILABLE", `GitHub failed (${status}). Try again in a moment.`, { cause: error });
  return new AppError("INVALID", `GitHub returned ${status} for ${name}: ${detail}`, { cause: error });
}

function rateLimited(error: unknown, waitMs: number): AppError {
  const minutes = Math.max(1, Math.round(waitMs / 60_000));
  const message = `GitHub's rate limit is used up; wait ${minutes} minute${minutes === 1 ? "" : "s"}.`;
  return new AppError("RATE_LIMITED", message, { cause: error, retryAfterMs: waitMs });
}

type Limited = Pick<HttpError, "message" | "status" | "response">;

/** GraphQL reports its limit with status 200. */
function throttledGraphql(error: unknown): Pick<Limited, "message" | "response"> | null {
  if (!(error instanceof Error) || error.name !== "GraphqlResponseError") return null;
  const { errors, headers } = error as Error & {
    errors?: { type?: string }[];
    headers?: Record<string, string>;
  };
  const isThrottled = errors?.some(({ type }) => type?.startsWith("RATE_LIMIT")) ?? false;
  return isThrottled ? { message: error.message, response: { headers: headers ?? {} } } : null;
}

/**
 * The rate limit wait, or null if the response is about something else. Primary limit:
 * `x-ratelimit-remaining: 0` and a reset in epoch seconds; secondary: its message, with or without
 * `retry-after` (docs.github.com, "Rate limits for the REST API").
 */
function rateLimitWait(error: Limited, now: number): number | null {
  if (error.status !== 403 && error.status !== 429) return null;
  const headers = error.response?.headers ?? {};
  const retryAfterMs = Number(headers["retry-after"]) * 1000;
  if (retryAfterMs > 0) return retryAfterMs;
  if (headers["x-ratelimit-remaining"] === "0") {
    const reset = Number(headers["x-ratelimit-reset"]) * 1000;
    return Number.isFinite(reset) ? Math.max(reset - now, 0) + 1000 : SECONDARY_WAIT_MS;
  }
  return error.status === 429 || /\bsecondary rate\b/i.test(error.message) ? SECONDARY_WAIT_MS : null;
}

/** The status of a failed request, or null for any other error. */
export function statusOf(error: unknown): number | null {
  return isHttpError(error) ? error.status : null;
}
