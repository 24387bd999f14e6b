import type { z } from "zod";
import { SHOWN_WORKSPACE_HEADER } from "@/lib/platform/http/shown-workspace";

/** A failed call of our own API, with the server's message. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
  }
}

interface ApiRequest {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * How the browser reads and writes: same-origin JSON, parsed by the view's schema.
 * @throws ApiError for a non-2xx response, a network failure, or an unexpected response.
 */
export async function apiFetch<T>(path: string, schema: z.ZodType<T>, request: ApiRequest = {}): Promise<T> {
  const response = await fetch(path, {
    method: request.method ?? "GET",
    headers: {
      accept: "application/json",
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...shownWorkspace(),
    },
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    signal: request.signal,
    credentials: "same-origin",
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "Cannot reach the server. Is it running?");
  });
  const value: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const error = (value as { error?: { code?: string; message?: string } } | null)?.error;
    throw new ApiError(
      response.status,
      error?.code ?? "unknown",
      error?.message ?? `The server returned ${response.status}.`,
    );
  }
  return schema.parse(value);
}

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  /** Indented if it is JSON. */
  text: string;
  durationMs: number;
}

/**
 * Sends a request that a person wrote, with the session. `path` is on this server.
 * @throws ApiError if there is no answer
 */
export async function sendRaw(
  path: string,
  { method, body }: { method: string; body?: string },
): Promise<RawAnswer> {
  const startedAt = performance.now();
  const response = await fetch(path, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...shownWorkspace() },
    body,
    credentials: "same-origin",
    redirect: "manual",
  }).catch(() => {
    throw new ApiError(0, "unreachable", "Cannot reach the server. Is it running?");
  });
  const text = await response.text();
  return { status: response.status, text: indented(text), durationMs: performance.now() - startedAt };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The workspace that the page shows, from its frame. */
function shownWorkspace(): Record<string, string> {
  if (typeof document === "undefined") return {};
  const id = document.querySelector<HTMLElement>("[data-workspace]")?.dataset["workspace"];
  return id ? { [SHOWN_WORKSPACE_HEADER]: id } : {};
}
