import "server-only";
import type { Pool } from "pg";
import type { SourceKind } from "@/lib/sources/schemas";
import { decrypt, hashToken } from "@/lib/platform/crypto";

/** A source as intake needs it. */
export interface CachedSource {
  id: string;
  workspaceId: string;
  kind: SourceKind;
  name: string;
  environment: string | null;
  isEnabled: boolean;
  /** Valid signing secrets, the current one first. */
  secrets: string[];
}

interface SourceRow {
  id: string;
  workspace_id: string;
  kind: string;
  name: string;
  environment: string | null;
  enabled: boolean;
  secret_enc: string;
  previous_secret_enc: string | null;
  previous_secret_until: Date | null;
}

const KEY = /^[\w-]{1,100}$/;
const TTL_MS = 2_000;
const MAX_CACHED = 500;
const cache = new Map<string, { until: number; source: CachedSource | null }>();

/** Finds the source by the key in its webhook URL. Cached: changes take effect within two seconds. */
export async function findSourceByKey(pool: Pool, key: string, now: Date): Promise<CachedSource | null> {
  if (!KEY.test(key)) return null;
  const cached = cache.get(key);
  if (cached && cached.until > now.getTime()) return cached.source;
  const { rows } = await pool.query<SourceRow>(
    `SELECT id, workspace_id, kind, name, environment, enabled, secret_enc, previous_secret_enc, previous_secret_until
     FROM sources WHERE key = $1`,
    [key],
  );
  const source = rows[0] ? toSource(rows[0], now) : null;
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, { until: now.getTime() + TTL_MS, source });
  return source;
}

/** Drops a source from the cache after this process changed it. */
export function forgetSource(key: string): void {
  cache.delete(key);
}

function toSource(row: SourceRow, now: Date): CachedSource {
  const secrets = [decrypt(row.secret_enc)];
  if (row.previous_secret_enc && row.previous_secret_until && row.previous_secret_until > now) {
    secrets.push(decrypt(row.previous_secret_enc));
  }
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    kind: row.kind as SourceKind,
    name: row.name,
    environment: row.environment,
    isEnabled: row.enabled,
    secrets,
  };
}

const bySecret = new Map<string, { until: number; key: string | null }>();

/**
 * The key of the source of this kind that has the secret, for clients that know no webhook URL. Secrets are random, so that
 * their hash is looked up, which takes equally long for any wrong one; the caller still has to verify the secret. Cached
 * like `findSourceByKey`. Null if there is none.
 */
export async function findSourceKeyBySecret(
  pool: Pool,
  kind: SourceKind,
  secret: string,
  now: Date,
): Promise<string | null> {
  const hash = hashToken(secret);
  const cached = bySecret.get(`${kind} ${hash}`);
  if (cached && cached.until > now.getTime()) return cached.key;
  let key = await findKeyByHash(pool, kind, hash, now);
  if (key === null && (await fillSecretHashes(pool))) key = await findKeyByHash(pool, kind, hash, now);
  if (bySecret.size >= MAX_CACHED) bySecret.clear();
  bySecret.set(`${kind} ${hash}`, { until: now.getTime() + TTL_MS, key });
  return key;
}

async function findKeyByHash(pool: Pool, kind: SourceKind, hash: string, now: Date): Promise<string | null> {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT key FROM sources WHERE secret_hash = $1 AND kind = $2
     UNION ALL SELECT key FROM sources WHERE previous_secret_hash = $1 AND kind = $2 AND previous_secret_until > $3 LIMIT 1`,
    [hash, kind, now],
  );
  return rows[0]?.key ?? null;
}

const MAX_FILLED = 1_000;

/** Adds the hashes of sources from before there were any. @returns whether there were such. */
async function fillSecretHashes(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<Pick<SourceRow, "id" | "secret_enc" | "previous_secret_enc">>(
    "SELECT id, secret_enc, previous_secret_enc FROM sources WHERE secret_hash IS NULL LIMIT $1",
    [MAX_FILLED],
  );
  for (const { id, secret_enc, previous_secret_enc } of rows) {
    await pool.query(
      `UPDATE sources SET secret_hash = $2, previous_secret_hash = $3
       WHERE id = $1 AND secret_hash IS NULL AND secret_enc = $4`,
      [id, hashOfStored(secret_enc), previous_secret_enc && hashOfStored(previous_secret_enc), secret_enc],
    );
  }
  return rows.length > 0;
}

/** A hash that no secret has, if the stored one cannot be decrypted. */
function hashOfStored(encrypted: string): string {
  try {
    return hashToken(decrypt(encrypted));
  } catch {
    return "unreadable";
  }
}
