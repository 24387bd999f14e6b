import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import { decrypt, keyCheck } from "@/lib/platform/crypto";
import { isGeneratedKey } from "@/lib/platform/encryption-key";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Digits of the fingerprint shown to people. */
const SHOWN = 8;

/**
 * Compares this process's encryption key with the one the database was set up with. The first instance to start decides
 * the key, provided it can read any secrets already stored.
 * @throws AppError UNAVAILABLE naming both keys and what to do, without writing anything.
 */
export async function checkEncryptionKey(pool: Pool, place: { dataDir: string; key: string }): Promise<void> {
  const known = await findKeyCheck(pool);
  if (known !== null && isCheckOfOurKey(known)) return upgradeCheck(pool, known);
  if (known === null && (await canReadStoredSecrets(pool))) {
    await pool.query("INSERT INTO installation (key_check) VALUES ($1) ON CONFLICT DO NOTHING", [keyCheck()]);
    const decided = await findKeyCheck(pool);
    if (decided !== null && isCheckOfOurKey(decided)) return;
  }
  const expected = known ?? (await findKeyCheck(pool));
  throw new AppError("UNAVAILABLE", await explain(expected, keyCheck(expected), place));
}

/** Whether a check was made from this process's key. */
export function isCheckOfOurKey(check: string): boolean {
  return keyCheck(check) === check;
}

/**
 * Replaces a v1 check of a passphrase, because it could be brute-forced at hash speed. A check of a generated key
 * reveals nothing and stays readable for earlier releases.
 */
async function upgradeCheck(pool: Pool, known: string): Promise<void> {
  if (known.startsWith("v2.") || isGeneratedKey()) return;
  await pool.query("UPDATE installation SET key_check = $1 WHERE key_check = $2", [keyCheck(), known]);
}

/** The stored check of the database's key; null before the first start. */
export async function findKeyCheck(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ key_check: string }>("SELECT key_check FROM installation");
  return rows[0]?.key_check ?? null;
}

/** The short fingerprint shown to people. */
export const shortKey = (check: string) => check.slice(check.lastIndexOf(".") + 1).slice(0, SHOWN);

/** Whether all stored secrets, if any, can be decrypted with this key. */
async function canReadStoredSecrets(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ name: string; secret_enc: string }>(
    "SELECT name, secret_enc FROM sources ORDER BY created_at, id LIMIT 1000",
  );
  const unreadable = rows.filter(({ secret_enc }) => !isReadable(secret_enc)).map(({ name }) => name);
  if (unreadable.length === 0) return true;
  if (unreadable.length === rows.length) return false;
  log.warn(
    { sources: unreadable },
    "some sources have secrets encrypted with another key; rotate them under Setup",
  );
  return true;
}

function isReadable(encrypted: string): boolean {
  try {
    decrypt(encrypted);
    return true;
  } catch {
    return false;
  }
}

async function explain(
  expected: string | null,
  given: string,
  { dataDir, key }: { dataDir: string; key: string },
): Promise<string> {
  const file = join(dataDir, "secrets.json");
  const isFromFile = (await keyIn(file)) === key;
  const origin = isFromFile ? `the one in ${file}` : "the one in the environment or .env";
  const wanted = expected
    ? `was set up with the encryption key ${shortKey(expected)}…`
    : "holds secrets that were encrypted with another key";
  const whatToDo = isFromFile
    ? `Restore ${file} from a backup, or set PD_ENCRYPTION_KEY to the key that was used before.`
    : `Set PD_ENCRYPTION_KEY to the key that was used before; unset it if ${file} has that one.`;
  return (
    `The database ${wanted}, but PD_ENCRYPTION_KEY, ${origin}, is ${shortKey(given)}….\n` +
    `${whatToDo}\nInstances that share a database need the same key. Nothing was changed.`
  );
}

async function keyIn(file: string): Promise<unknown> {
  try {
    return (JSON.parse(await readFile(file, "utf8")) as { PD_ENCRYPTION_KEY?: unknown }).PD_ENCRYPTION_KEY;
  } catch {
    // Without a readable file, the key comes from elsewhere.
    return null;
  }
}
