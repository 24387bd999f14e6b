import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { launchDatabase } from "@/bin/database/launch.mjs";
import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";

/** Runs `work` against a fresh, migrated embedded database in its own process, as in the product. */
export async function withEmbeddedDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "pd-bench-"));
  const database = await launchDatabase(folder);
  try {
    const pool = createPool(database.url, 2);
    await migrate(pool, "prisma/migrations");
    await pool.end();
    return await work(database.url);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
