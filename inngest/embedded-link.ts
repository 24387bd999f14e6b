import { randomBytes } from "node:crypto";
import { AppError } from "@/lib/platform/errors";

/**
 * Next bundles routes and the start-up hook apart, so each has its own copy of a module. What they must share
 * lives on the process.
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

/** Signs what the embedded runner sends to the functions' route; made anew at every start, never leaves memory. */
export function embeddedSigningKey(): string {
  return link().signingKey;
}

/** Makes the running embedded runner reachable for the client. */
export function connectEmbeddedRunner(runnerFetch: typeof fetch | null): void {
  link().fetch = runnerFetch;
}

/** The client's `fetch` in embedded mode. @throws AppError UNAVAILABLE while no runner is started. */
export const embeddedFetch: typeof fetch = async (input, init) => {
  const runnerFetch = link().fetch;
  if (!runnerFetch) throw new AppError("UNAVAILABLE", "The workflow runner is not started yet.");
  return runnerFetch(input, init);
};
