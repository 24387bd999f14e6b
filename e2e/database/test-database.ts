import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { inject } from "vitest";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { adoptPool, createPool } from "@/lib/platform/db/pool";
import { createPrisma } from "@/lib/platform/db/prisma";
import { launchDatabase } from "@/bin/database/launch.mjs";
import { copyTemplate, databaseUrl, withServer } from "./template";

/** An empty database with all migrations applied, for one test file. */
export interface TestDatabase {
  url: string;
  pool: Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
}

interface Place {
  url: string;
  remove(): Promise<void>;
}

/** Started while the test file is loading, so that its first database is ready sooner. */
let warm: Promise<Place> | null = inject("templateFolder") ? makePlace() : null;
warm?.catch(() => {});

/**
 * A fresh migrated database: real PostgreSQL if TEST_DATABASE_URL is set, otherwise embedded. The process's `pool()` and
 * `prisma()` use the latest one.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const place = await (warm ?? makePlace());
  warm = null;
  const pool = createPool(place.url, 8);
  const prisma = createPrisma(pool);
  adoptPool(pool);
  return {
    url: place.url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await place.remove();
    },
  };
}

function makePlace(): Promise<Place> {
  const template = inject("templateFolder");
  return template ? makeEmbedded(template) : makeOnServer();
}

async function makeEmbedded(template: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "pd-test-"));
  await copyTemplate(template, folder);
  const database = await launchDatabase(folder, { isDurable: false });
  // An unclosed database must not keep the tests from exiting.
  database.child.unref();
  return {
    url: database.url,
    async remove() {
      // The files are not read again, so they need no clean shutdown.
      database.child.kill("SIGKILL");
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function makeOnServer(): Promise<Place> {
  const serverUrl = process.env["TEST_DATABASE_URL"];
  const template = inject("templateDatabase");
  if (!serverUrl || !template) throw new Error("Database tests run in the vitest project `db`.");
  const name = `pd_test_${randomBytes(6).toString("hex")}`;
  await withServer(serverUrl, (client) => client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`));
  return {
    url: databaseUrl(serverUrl, name),
    remove: () =>
      withServer(serverUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}
