import { connectEmbeddedRunner } from "@/inngest/embedded-link";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { startRegistration, stopRegistration } from "@/inngest/register-functions";
import { flushOutbox } from "@/inngest/send-outbox";
import { setRedactionKey } from "@/lib/redaction/placeholders";
import { sha256 } from "@/lib/platform/crypto";
import { pool } from "@/lib/platform/db/pool";
import { env, workflowEngine } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { CLAIM_SECONDS } from "@/lib/workflows/claim-outbox";

const RUNNER = Symbol.for("pipeline-debugger.runner");

/** The embedded runner of this process, or null when a real Inngest server runs the functions. */
export function embeddedRunner(): EmbeddedRunner | null {
  return (globalThis as { [RUNNER]?: EmbeddedRunner })[RUNNER] ?? null;
}

/**
 * Starts the embedded runner, or registers the functions with a configured Inngest server. Called once on startup.
 * @throws if a function uses an unsupported feature; the message names it.
 */
export async function startWorkflows(): Promise<void> {
  // Equal secrets get equal placeholders on this installation, which outsiders cannot guess.
  setRedactionKey(sha256(`redaction:${env().PD_ENCRYPTION_KEY}`));
  // Events claimed by a process that was killed are due again by then; waiting for the sweep takes up to a minute longer.
  setTimeout(flushOutbox, (CLAIM_SECONDS + 1) * 1000).unref();
  if (workflowEngine() === "server") {
    startRegistration();
    return;
  }
  if (embeddedRunner()) return;
  const runner = await launchRunner({
    pool: pool(),
    log: (level, message, detail) => log[level]({ detail }, message),
  });
  (globalThis as { [RUNNER]?: EmbeddedRunner })[RUNNER] = runner;
  flushOutbox();
}

/** Waits for running steps and releases claimed work. */
export async function stopWorkflows(): Promise<void> {
  await stopRegistration();
  await embeddedRunner()?.stop();
  connectEmbeddedRunner(null);
}
