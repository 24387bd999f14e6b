import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Pool } from "pg";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { findTokenEnd } from "@/lib/sources/first-run/data";
import { ensureFirstRun, type FirstRun } from "@/lib/sources/first-run/ensure-first-run";

interface FirstRunFile extends Omit<FirstRun, "sources"> {
  url: string;
  sources: Record<string, { id: string; key: string; secret: string; webhookUrl: string }>;
}

/**
 * Ensures that the first workspace exists and that `<dataDir>/first-run.json` (mode 0600) holds its credentials, with
 * the URLs of this start. The file is written before the commit, so that a crash cannot leave a workspace without
 * known credentials.
 */
export async function writeFirstRun(
  deps: { db: PrismaClient; pool: Pool },
  place: { dataDir: string; url: string },
): Promise<void> {
  const file = join(resolve(place.dataDir), "first-run.json");
  const created = await ensureFirstRun(deps, (firstRun) => save(file, addUrls(firstRun, place.url)));
  if (created) return;
  const earlier = await read(file);
  if (!earlier) return;
  const apiTokenExpiresAt = await findTokenEnd(deps.db, earlier.apiToken);
  if (earlier.url === place.url && earlier.apiTokenExpiresAt === apiTokenExpiresAt) return;
  await save(file, addUrls({ ...earlier, apiTokenExpiresAt }, place.url));
}

function addUrls(firstRun: FirstRun, url: string): FirstRunFile {
  const { email, password, apiToken, apiTokenExpiresAt, sources } = firstRun;
  const reachable = Object.entries(sources).map(([kind, { id, key, secret }]) => {
    return [kind, { id, key, secret, webhookUrl: `${url}/api/webhooks/${kind}/${key}` }] as const;
  });
  return { url, email, password, apiToken, apiTokenExpiresAt, sources: Object.fromEntries(reachable) };
}

async function read(file: string): Promise<FirstRunFile | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as FirstRunFile);
}

/** Writes a temporary file and renames it, so readers never see a partial file. */
async function save(file: string, content: FirstRunFile): Promise<void> {
  await mkdir(resolve(file, ".."), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}
