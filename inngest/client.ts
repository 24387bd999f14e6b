import { Inngest } from "inngest";
import { embeddedFetch, embeddedSigningKey } from "@/inngest/embedded-link";
import { engineFetch } from "@/inngest/engine-fetch";
import { RecordWorkflows } from "@/inngest/record-workflows";
import { log } from "@/lib/platform/log";
import { workflowEngine } from "@/lib/platform/env";

/** Routes the SDK's logging to our log. */
export const sdkLogger = {
  debug: (message: string, ...rest: unknown[]) => log.debug({ rest }, message),
  info: (message: string, ...rest: unknown[]) => log.debug({ rest }, message),
  warn: (message: string, ...rest: unknown[]) => log.warn({ rest }, message),
  error: (message: string, ...rest: unknown[]) => log.error({ rest }, message),
};

/** The embedded engine never leaves the process, so it needs no URL or configured keys; requests are still signed. */
const embedded = {
  baseUrl: "http://embedded.invalid",
  eventKey: "embedded",
  signingKey: embeddedSigningKey(),
  fetch: engineFetch(embeddedFetch),
};

const server = { fetch: engineFetch((input, init) => fetch(input, init)) };

/** The Inngest client. The environment alone decides which engine runs the functions. */
export const inngest = new Inngest({
  id: "pipeline-debugger",
  isDev: false,
  checkpointing: false,
  logger: sdkLogger,
  middleware: [RecordWorkflows],
  ...(workflowEngine() === "embedded" ? embedded : server),
});
