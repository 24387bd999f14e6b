import "server-only";
import type { Pool } from "pg";
import type { SourceKind } from "@/lib/sources/schemas";
import { decrypt } from "@/lib/platform/crypto";

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
