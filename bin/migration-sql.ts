// Prints the SQL for the next migration: the difference between the schema files and the migrations.
//   npm run db:diff

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchDatabase } from "@/bin/database/launch.mjs";
import { schemaDiff } from "@/bin/schema-engine";
import { migrate } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";

const folder = await mkdtemp(join(tmpdir(), "pd-diff-"));
const database = await launchDatabase(folder, { isDurable: false });
const pool = createPool(database.url, 2);
try {
  await migrate(pool, "prisma/migrations");
  const sql = await schemaDiff(database.url, "prisma");
  process.stdout.write(sql ? `${sql}\n` : "-- The migrations match the schema files.\n");
} finally {
  await pool.end();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
