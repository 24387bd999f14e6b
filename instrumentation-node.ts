import { join } from "node:path";
import { startWorkflows, stopWorkflows } from "@/inngest/start";
import { migrate } from "@/lib/platform/db/migrate";
import { closePool, pool } from "@/lib/platform/db/pool";
import { prisma } from "@/lib/platform/db/prisma";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { writeFirstRun } from "@/lib/workspaces/write-first-run";

/** How `npm start`, in the same process, learns how it went and asks for the end. */
interface Starter {
  ready(): void;
  failed(error: unknown): void;
  stop?: () => Promise<void>;
}

const STARTER = Symbol.for("pipeline-debugger.starter");

/**
 * Makes the process ready for requests: settings checked, database migrated, first workspace there, workflow
 * runner started. Without any of these the process ends with a message that says what to do.
 */
export async function boot(): Promise<void> {
  const starter = (globalThis as { [STARTER]?: Starter })[STARTER];
  try {
    await makeReady();
    if (starter) starter.stop = stop;
    starter?.ready();
  } catch (error) {
    if (!starter) throw error;
    starter.failed(error);
  }
}

async function makeReady(): Promise<void> {
  const { PD_DATA_DIR, PUBLIC_URL } = env();
  const applied = await migrate(pool(), join(process.cwd(), "prisma", "migrations"));
  if (applied.length > 0) log.info({ migrations: applied }, "database migrated");
  await writeFirstRun({ db: prisma(), pool: pool() }, { dataDir: PD_DATA_DIR, url: PUBLIC_URL });
  await startWorkflows();
}

/** Running steps end, then the connections close. */
async function stop(): Promise<void> {
  await stopWorkflows();
  await closePool();
}
