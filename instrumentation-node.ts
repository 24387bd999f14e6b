import { join } from "node:path";
import { startWorkflows, stopWorkflows } from "@/inngest/start";
import { warmUpDiagnosis } from "@/lib/diagnosis/engine/warm-up";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { migrate } from "@/lib/platform/db/migrate";
import { closePool, pool } from "@/lib/platform/db/pool";
import { prisma } from "@/lib/platform/db/prisma";
import { env } from "@/lib/platform/env";
import { AppError, messageOf } from "@/lib/platform/errors";
import { stopListening } from "@/lib/platform/live/listen";
import { log } from "@/lib/platform/log";
import { checkEncryptionKey } from "@/lib/workspaces/check-encryption-key";
import { writeFirstRun } from "@/lib/sources/first-run/write-first-run";

/**
 * Makes the process ready for requests: settings checked, database migrated, first workspace there, workflow
 * runner started. @throws Error whose message says what to do.
 */
export async function boot(): Promise<void> {
  const { PD_DATA_DIR, PD_ENCRYPTION_KEY, PUBLIC_URL } = env();
  await checkDatabase();
  const migrating = migrate(pool(), join(process.cwd(), "prisma", "migrations"));
  // While the database works.
  warmUpDiagnosis();
  const applied = await migrating;
  if (applied.length > 0) log.info({ migrations: applied }, "database migrated");
  await checkEncryptionKey(pool(), { dataDir: PD_DATA_DIR, key: PD_ENCRYPTION_KEY });
  await writeFirstRun({ db: prisma(), pool: pool() }, { dataDir: PD_DATA_DIR, url: PUBLIC_URL });
  await startWorkflows();
}

/** Running steps end, then the connections close. */
export async function stop(): Promise<void> {
  await stopWorkflows();
  stopListening();
  await closePool();
}

async function checkDatabase(): Promise<void> {
  try {
    await pool().query("SELECT 1");
  } catch (error) {
    // A name with several addresses fails with one error per address and an empty message.
    const detail = messageOf(error) || (error as { code?: string }).code;
    const advice = databaseTrouble(error)?.message ?? "";
    const message = `The database that DATABASE_URL names cannot be used: ${detail}.\n${advice}`.trimEnd();
    throw new AppError("UNAVAILABLE", message, { cause: error });
  }
}
