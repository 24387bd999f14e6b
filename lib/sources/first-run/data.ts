import "server-only";
import { hashToken } from "@/lib/platform/crypto";
import type { PrismaClient } from "@/lib/platform/db/generated/client";

/** Whether the database is in use already. */
export async function hasWorkspace(db: PrismaClient): Promise<boolean> {
  return (await db.workspace.count()) > 0;
}

/** When an API token ends, as ISO 8601; null when it never does, has been revoked or does not exist. */
export async function findTokenEnd(db: PrismaClient, apiToken: string): Promise<string | null> {
  const token = await db.apiToken.findUnique({ where: { hash: hashToken(apiToken) } });
  return token && !token.revokedAt ? (token.expiresAt?.toISOString() ?? null) : null;
}
