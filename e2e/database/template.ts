import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { migrate, readMigrations } from "@/lib/platform/db/migrate";
import { createPool } from "@/lib/platform/db/pool";
import { launchDatabase } from "@/bin/database/launch.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = join(ROOT, ".cache", "test-database");
const MIGRATIONS = join(ROOT, "prisma", "migrations");

/** An advisory lock's key, so that concurrent test runs create the template one after the other. */
const ADVISORY_LOCK = 72_707_370;

/** Changes whenever the migrations would create a different database. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, checksum } of await readMigrations(MIGRATIONS)) hash.update(`${name} ${checksum}\n`);
  hash.update(await readFile(join(ROOT, "node_modules/@electric-sql/pglite/package.json")));
  hash.update(await readFile(join(ROOT, "bin/database/engine.mjs")));
  return hash.digest("hex").slice(0, 12);
}

/** Creates a data folder with all migrations applied, once per version of the migrations. @returns its path. */
export async function ensureTemplateFolder(): Promise<string> {
  const folder = join(CACHE, await fingerprint());
  if (await exists(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, "draft-"));
  const database = await launchDatabase(draft, { isDurable: false });
  await migrateDatabase(database.url);
  await database.stop();
  await rm(join(draft, "locks"), { recursive: true, force: true });
  await rm(join(draft, "run"), { recursive: true, force: true });
  await removeOld(CACHE, folder);
  await rename(draft, folder).catch(async (error: unknown) => {
    // Another test run created the same template first.
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  });
  return folder;
}

/** Creates a database with all migrations applied on the PostgreSQL at `serverUrl`. @returns its name. */
export async function ensureTemplateDatabase(serverUrl: string): Promise<string> {
  const name = `pd_template_${await fingerprint()}`;
  await withServer(serverUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS "${draft}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${draft}"`);
    await migrateDatabase(databaseUrl(serverUrl, draft));
    await client.query(`ALTER DATABASE "${draft}" RENAME TO "${name}"`);
  });
  return name;
}

/** Copies the template folder; cheap on copy-on-write file systems. */
export async function copyTemplate(template: string, target: string): Promise<void> {
  await cp(template, target, { recursive: true, mode: 2 /* COPYFILE_FICLONE */ });
}

/** Runs `work` on a separate connection to the server's default database. */
export async function withServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The URL of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function migrateDatabase(url: string): Promise<void> {
  const pool = createPool(url, 2);
  await migrate(pool, MIGRATIONS);
  await pool.end();
}

/** Removes templates of earlier migrations that were not used today. */
async function removeOld(cache: string, current: string): Promise<void> {
  const dayMs = 24 * 3_600_000;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const found = await stat(path).catch(() => null);
    if (found && path !== current && Date.now() - found.mtimeMs > dayMs)
      await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
