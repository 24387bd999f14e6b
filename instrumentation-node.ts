import { join } from "node:path";
import { answerArriving, type WebhookTarget } from "@/app/api/webhooks/answer-webhook";
import { startWorkflows, stopWorkflows } from "@/inngest/start";
import { warmUpDiagnosis } from "@/lib/diagnosis/engine/warm-up";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { migrate } from "@/lib/platform/db/migrate";
import { closePool, pool } from "@/lib/platform/db/pool";
import { prisma } from "@/lib/platform/db/prisma";
import { env } from "@/lib/platform/env";
import type { JsonAnswer } from "@/lib/platform/http/error-response";
import { decodeBody } from "@/lib/platform/http/read-body";
import { AppError, messageOf } from "@/lib/platform/errors";
import { stopListening } from "@/lib/platform/live/listen";
import { log } from "@/lib/platform/log";
import { checkEncryptionKey } from "@/lib/workspaces/check-encryption-key";
import { writeFirstRun } from "@/lib/sources/first-run/write-first-run";

/**
 * Prepares the process for requests: checks the settings, migrates the database, creates the first workspace and starts
 * the workflow runner. @throws Error whose message says what to do.
 */
export async function boot(): Promise<void> {
  const { PD_DATA_DIR, PD_ENCRYPTION_KEY, PUBLIC_URL } = env();
  await checkDatabase();
  const migrating = migrate(pool(), join(process.cwd(), "prisma", "migrations"));
  // While the database is busy.
  warmUpDiagnosis();
  const applied = await migrating;
  if (applied.length > 0) log.info({ migrations: applied }, "database migrated");
  await checkEncryptionKey(pool(), { dataDir: PD_DATA_DIR, key: PD_ENCRYPTION_KEY });
  await writeFirstRun({ db: prisma(), pool: pool() }, { dataDir: PD_DATA_DIR, url: PUBLIC_URL });
  await startWorkflows();
}

/** Receives a webhook whose body has arrived, as its route does. Never rejects. */
export function receive(
  { headers, body }: { headers: Record<string, string>; body: Uint8Array },
  target: WebhookTarget,
): Promise<JsonAnswer> {
  const encoded = headers["content-encoding"] ?? null;
  return answerArriving({ headers, readBody: (maxBytes) => decodeBody(body, encoded, maxBytes) }, target);
}

/** Waits for running steps, then closes the connections. */
export async function stop(): Promise<void> {
  await stopWorkflows();
  stopListening();
  await closePool();
}

async function checkDatabase(): Promise<void> {
  try {
    await pool().query("SELECT 1");
  } catch (error) {
    // For a host with several addresses, the error has an empty message and one cause per address.
    const detail = messageOf(error) || (error as { code?: string }).code;
    const advice = databaseTrouble(error)?.message ?? "";
    const message = `The database at DATABASE_URL cannot be used: ${detail}.\n${advice}`.trimEnd();
    throw new AppError("UNAVAILABLE", message, { cause: error });
  }
}
