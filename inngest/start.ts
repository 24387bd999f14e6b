import { serve } from "inngest/edge";
import { inngest } from "@/inngest/client";
import { connectEmbeddedRunner, embeddedSigningKey } from "@/inngest/embedded-link";
import { createEmbeddedRunner, type EmbeddedRunner } from "@/inngest/embedded/runner";
import { functions } from "@/inngest/functions/list";
import { startRegistration, stopRegistration } from "@/inngest/register-functions";
import { flushOutbox } from "@/inngest/send-outbox";
import { setRedactionKey } from "@/lib/redaction/placeholders";
import { sha256 } from "@/lib/platform/crypto";
import { pool } from "@/lib/platform/db/pool";
import { env, workflowEngine } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const RUNNER = Symbol.for("pipeline-debugger.runner");

/** The embedded runner of this process, or null when a real Inngest server runs the functions. */
export function embeddedRunner(): EmbeddedRunner | null {
  return (globalThis as { [RUNNER]?: EmbeddedRunner })[RUNNER] ?? null;
}

/**
 * Starts the embedded runner in this process, or tells a configured Inngest server where the functions are. Called
 * once at start-up.
 * @throws when a function uses what the runner does not support; the message names it.
 */
export async function startWorkflows(): Promise<void> {
  // Equal secrets get equal marks on this installation, and nobody outside can tell by guessing.
  setRedactionKey(sha256(`redaction:${env().PD_ENCRYPTION_KEY}`));
  if (workflowEngine() === "server") {
    startRegistration();
    return;
  }
  if (embeddedRunner()) return;
  const runner = createEmbeddedRunner({
    pool: pool(),
    handler: serve({ client: inngest, functions }),
    url: "http://embedded.invalid/api/inngest",
    signingKey: embeddedSigningKey(),
    log: (level, message, detail) => log[level]({ detail }, message),
  });
  connectEmbeddedRunner(runner.fetch);
  await runner.sync();
  await runner.start();
  (globalThis as { [RUNNER]?: EmbeddedRunner })[RUNNER] = runner;
  flushOutbox();
}

/** Lets running steps end and gives back what was claimed. */
export async function stopWorkflows(): Promise<void> {
  await stopRegistration();
  await embeddedRunner()?.stop();
  connectEmbeddedRunner(null);
}
