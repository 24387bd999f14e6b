import { Inngest } from "inngest";
import { embeddedFetch, embeddedSigningKey } from "@/inngest/embedded-link";
import { engineFetch } from "@/inngest/engine-fetch";
import { RecordWorkflows } from "@/inngest/record-workflows";
import { log } from "@/lib/platform/log";
import { workflowEngine } from "@/lib/platform/env";

/** Routes the SDK's logging to our log. */
export const sdkLogger = {
  debug: (first: unknown, ...rest: unknown[]) => log.debug(...lineOf(first, rest)),
  info: (first: unknown, ...rest: unknown[]) => log.debug(...lineOf(first, rest)),
  warn: (first: unknown, ...rest: unknown[]) => log.warn(...lineOf(first, rest)),
  error: (first: unknown, ...rest: unknown[]) => log.error(...lineOf(first, rest)),
};

/** The SDK passes a message, or an error or an object with fields and then the message. */
function lineOf(first: unknown, rest: readonly unknown[]): [fields: object, message: string] {
  if (typeof first === "string") return [{ rest }, first];
  const [message = "the workflow SDK reported", ...others] = rest;
  const fields = first instanceof Error ? { err: first } : { ...(first as object) };
  return [{ ...fields, rest: others }, String(message)];
}

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
