import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { seedWorkspace, seedDeadTokens } from "@/e2e/abuse/seed";
import type { Stage } from "@/e2e/abuse/stage";
import { startProduct } from "@/e2e/start-product";
import { createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";

/** The encryption key shared by the seed and the product. */
const KEYS = { PD_ENCRYPTION_KEY: "0".repeat(64), NEXTAUTH_SECRET: "0".repeat(64) };

/** Starts the product once for all files of this folder, and creates two workspaces. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  Object.assign(process.env, KEYS);
  const product = await startProduct({ env: KEYS });
  // The embedded database listens in the data folder, for the user who started it.
  const databaseUrl = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(join(product.dataDir, "run"))}`;
  const pool = createPool(databaseUrl, 2);
  const db = createPrisma(pool);
  try {
    const home = await seedWorkspace(db, product.url, "home");
    const other = await seedWorkspace(db, product.url, "other");
    const dead = await seedDeadTokens(db, home.id);
    const { url, dataDir, firstRun, child } = product;
    const stage: Stage = { url, dataDir, databaseUrl, pid: child.pid ?? 0, firstRun, home, other, dead };
    project.provide("stage", stage);
  } catch (error) {
    await product.kill();
    throw error;
  } finally {
    await db.$disconnect();
    await pool.end();
  }
  return async () => void (await product.stop());
}
