import type { z } from "zod";
import { SHOWN_WORKSPACE_HEADER } from "@/lib/platform/http/shown-workspace";

/** A failed call of our own API, with what the server said. */
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
 * The one way the browser reads and writes: same-origin JSON, parsed through the view's schema.
 * @throws ApiError for an answer that is not 2xx, a network failure, or an answer of another shape.
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
    throw new ApiError(0, "unreachable", "The server cannot be reached. Is it running?");
  });
  const value: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const error = (value as { error?: { code?: string; message?: string } } | null)?.error;
    throw new ApiError(
      response.status,
      error?.code ?? "unknown",
      error?.message ?? `The server answered ${response.status}.`,
    );
  }
  return schema.parse(value);
}

/** The frame of every page behind the sign-in says which workspace it was drawn for. */
function shownWorkspace(): Record<string, string> {
  if (typeof document === "undefined") return {};
  const id = document.querySelector<HTMLElement>("[data-workspace]")?.dataset["workspace"];
  return id ? { [SHOWN_WORKSPACE_HEADER]: id } : {};
}
