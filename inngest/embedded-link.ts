import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/platform/errors";

/**
 * Next bundles routes and the start-up hook separately, so each has its own copy of a module. Shared state lives on
 * `globalThis`.
 */
interface ProcessLink {
  signingKey: string;
  fetch: typeof fetch | null;
}

const LINK = Symbol.for("pipeline-debugger.embedded-runner");

function link(): ProcessLink {
  const holder = globalThis as { [LINK]?: ProcessLink };
  holder[LINK] ??= { signingKey: `signkey-prod-${randomBytes(32).toString("hex")}`, fetch: null };
  return holder[LINK];
}

/** Signing key of the embedded runner's requests. Generated on every start, kept in memory only. */
export function embeddedSigningKey(): string {
  return link().signingKey;
}

/** Connects the client to the running embedded runner, or disconnects it with null. */
export function connectEmbeddedRunner(runnerFetch: typeof fetch | null): void {
  link().fetch = runnerFetch;
}

/** The client's `fetch` in embedded mode. @throws AppError UNAVAILABLE while no runner is running. */
export const embeddedFetch: typeof fetch = async (input, init) => {
  const runnerFetch = link().fetch;
  if (!runnerFetch) throw new AppError("UNAVAILABLE", "The workflow runner has not started yet.");
  return runnerFetch(input, init);
};
