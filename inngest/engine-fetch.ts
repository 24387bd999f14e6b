import { AppError, messageOf } from "@/lib/platform/errors";

const TIMEOUT_MS = 5_000;
/** Error codes for unsuccessful responses. */
const CODES: Record<number, "INVALID" | "TOO_LARGE" | "UNAVAILABLE"> = {
  400: "INVALID",
  413: "TOO_LARGE",
  422: "INVALID",
  // These are not about the events; any request would get them.
  401: "UNAVAILABLE",
  403: "UNAVAILABLE",
  429: "UNAVAILABLE",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "UNAVAILABLE",
};

/**
 * The client's `fetch` to the engine. Sending events times out, and refused events (INVALID, TOO_LARGE) are
 * distinguished from an unavailable engine (UNAVAILABLE).
 */
export function engineFetch(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (!isEvents(input)) return send(input, init);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const either = init?.signal ? AbortSignal.any([init.signal, signal]) : signal;
    const response = await send(input, { ...init, signal: either }).catch((error: unknown) => {
      const message = `The workflow engine cannot be reached: ${messageOf(error)}`;
      throw new AppError("UNAVAILABLE", message, { cause: error });
    });
    const code = CODES[response.status];
    if (code === undefined) return response;
    const body = (await response.text()).slice(0, 300);
    throw new AppError(code, `The workflow engine returned ${response.status}: ${body}`);
  };
}

function isEvents(input: Parameters<typeof fetch>[0]): boolean {
  const url = new URL(input instanceof Request ? input.url : input);
  return url.pathname.includes("/e/");
}
