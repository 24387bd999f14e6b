import { AppError, messageOf } from "@/lib/platform/errors";
import { refusalOf } from "@/lib/platform/http/guarded-fetch";

/** Octokit's error for an answer that is not 2xx; `response` is missing when there was none. */
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
  /** What was asked about, such as `owner/repo`. */
  name: string;
  signal?: AbortSignal;
  isUserConfigured?: boolean;
}

/** What GitHub (or the way to it) said, told to a person who can act on it. */
export function gitHubError(error: unknown, asked: Asked, now = Date.now()): unknown {
  const { name, signal, isUserConfigured } = asked;
  if (signal?.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  const refusal = refusalOf(error);
  if (refusal) return refusal;
  if (!isHttpError(error)) {
    const message = `GitHub could not be asked: ${messageOf(error).slice(0, 200)}`;
    return new AppError("UNAVAILABLE", message, { cause: error });
  }
  if (!error.response) {
    const setting = isUserConfigured ? "the integration's API URL" : "GITHUB_API_URL";
    return new AppError("UNAVAILABLE", `GitHub cannot be reached. Is ${setting} right?`, { cause: error });
  }
  const { status } = error;
  const said = error.message.slice(0, 300);
  const waitMs = rateLimitWait(error, now);
  if (waitMs !== null) {
    const minutes = Math.max(1, Math.round(waitMs / 60_000));
    const message = `GitHub's rate limit is used up; it asks to wait ${minutes} minute${minutes === 1 ? "" : "s"}.`;
    return new AppError("RATE_LIMITED", message, { cause: error, retryAfterMs: waitMs });
  }
  if (status === 401) {
    const whatToDo = isUserConfigured
      ? "Replace those of the GitHub integration under Settings."
      : "Check GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.";
    const message = `GitHub does not accept the credentials. ${whatToDo}`;
    return new AppError("UNAUTHENTICATED", message, { cause: error });
  }
  if (status === 403) {
    const message = `GitHub does not allow this on ${name}. The token or App needs "Contents" and "Pull requests", read and write. It said: ${said}`;
    return new AppError("FORBIDDEN", message, { cause: error });
  }
  if (status === 404) {
    const message = `GitHub does not know ${name} or what was asked of it, or the token may not see it (it then says the same).`;
    return new AppError("NOT_FOUND", message, { cause: error });
  }
  if (status === 409) return new AppError("CONFLICT", `GitHub refuses on ${name}: ${said}`, { cause: error });
  if (status === 422)
    return new AppError("INVALID", `GitHub did not accept it for ${name}: ${said}`, { cause: error });
  if (status >= 500)
    return new AppError("UNAVAILABLE", `GitHub failed (${status}). Try again in a moment.`, { cause: error });
  return new AppError("INVALID", `GitHub answered ${status} for ${name}: ${said}`, { cause: error });
}

/**
 * How long GitHub asks to wait, or null when the answer is about something else. Primary limit:
 * `x-ratelimit-remaining: 0` and a reset in epoch seconds; secondary: its message, with or without
 * `retry-after` (docs.github.com, "Rate limits for the REST API").
 */
function rateLimitWait(error: HttpError, now: number): number | null {
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

/** The status of a failed request, null for anything else. */
export function statusOf(error: unknown): number | null {
  return isHttpError(error) ? error.status : null;
}
