import { serve } from "inngest/edge";
import { inngest } from "@/inngest/client";
import { connectEmbeddedRunner, embeddedSigningKey } from "@/inngest/embedded-link";
import {
  createEmbeddedRunner,
  type EmbeddedRunner,
  type EmbeddedRunnerOptions,
} from "@/inngest/embedded/runner";
import { functions } from "@/inngest/functions/list";

/**
 * Starts an embedded runner for the product's functions and routes the product's events to it.
 * @throws if a function uses an unsupported feature; the message names it.
 */
export async function launchRunner(
  options: Omit<EmbeddedRunnerOptions, "handler" | "url" | "signingKey">,
): Promise<EmbeddedRunner> {
  const runner = createEmbeddedRunner({
    ...options,
    handler: serve({ client: inngest, functions }),
    url: "http://embedded.invalid/api/inngest",
    signingKey: embeddedSigningKey(),
  });
  connectEmbeddedRunner(runner.fetch);
  await runner.sync();
  await runner.start();
  return runner;
}
