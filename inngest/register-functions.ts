import { setTimeout as pause } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import { inngest, sdkLogger } from "@/inngest/client";
import { signBody } from "@/inngest/embedded/signature";
import { functions } from "@/inngest/functions/list";
import { functionsAddress } from "@/inngest/serve-functions";
import { env } from "@/lib/platform/env";
import { AppError, messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

const TIMEOUT_MS = 10_000;
const MAX_BACKOFF_MS = 60_000;

interface Registration {
  isDone: boolean;
  /** Why the last attempt failed. */
  error: string | null;
  stop: AbortController;
  over: Promise<void>;
}

/** Routes and the start-up hook have their own copies of this module, so the state lives on `globalThis`. */
const STATE = Symbol.for("pipeline-debugger.registration");
const holder = globalThis as { [STATE]?: Registration };

/** Whether the functions are registered with the Inngest server. */
export function registration(): { isDone: boolean; error: string | null } {
  return holder[STATE] ?? { isDone: false, error: null };
}

/**
 * Registers the functions with the configured Inngest server in the background, retrying until it succeeds. Requests
 * from outside can never register them.
 */
export function startRegistration(options: { backoffMs?: (attempt: number) => number } = {}): void {
  const backoffMs = options.backoffMs ?? ((attempt) => Math.min(1_000 * 2 ** attempt, MAX_BACKOFF_MS));
  const state: Registration = {
    isDone: false,
    error: null,
    stop: new AbortController(),
    over: Promise.resolve(),
  };
  holder[STATE] = state;
  state.over = keepTrying(state, backoffMs);
}

/** Stops retrying. */
export async function stopRegistration(): Promise<void> {
  const state = holder[STATE];
  state?.stop.abort();
  await state?.over;
}

async function keepTrying(state: Registration, backoffMs: (attempt: number) => number): Promise<void> {
  const { signal } = state.stop;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await register(signal);
      state.isDone = true;
      state.error = null;
      log.info({ ...functionsAddress() }, "functions registered with the Inngest server");
      return;
    } catch (error) {
      if (signal.aborted) return;
      const reason = messageOf(error);
      if (reason !== state.error) log.warn({ reason }, "functions not registered with the Inngest server");
      state.error = reason;
      await pause(backoffMs(attempt), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** @throws AppError UNAVAILABLE if the server refuses, INVALID without a signing key. */
async function register(signal: AbortSignal): Promise<void> {
  const { INNGEST_SIGNING_KEY } = env();
  if (!INNGEST_SIGNING_KEY) {
    throw new AppError("INVALID", "INNGEST_SIGNING_KEY is missing. Set it to the key of the Inngest server.");
  }
  // A separate client, because the SDK treats any JSON response as success, whatever its status.
  const client = new Inngest({
    id: inngest.id,
    isDev: false,
    logger: sdkLogger,
    fetch: (input, init) => strictFetch(input, init, signal),
  });
  const address = functionsAddress();
  const handler = serve({ client, functions, ...address, enableUnauthedSync: false });
  const url = new URL(address.servePath, address.serveOrigin);
  const body = "{}";
  const headers = {
    host: url.host,
    "x-inngest-signature": signBody(body, INNGEST_SIGNING_KEY, Date.now()),
  };
  const response = await handler(new Request(url, { method: "PUT", headers, body }));
  if (!response.ok)
    throw new AppError("UNAVAILABLE", `The Inngest server was not reached: ${await saidBy(response)}`);
}

async function strictFetch(
  input: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
  stop: AbortSignal,
): Promise<Response> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(input, { ...init, signal });
  if (response.ok) return response;
  throw new Error(`it returned ${response.status}: ${(await response.text()).slice(0, 200)}`);
}

async function saidBy(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return String((JSON.parse(text) as { message?: unknown }).message).slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
