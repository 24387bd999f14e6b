import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import { SCOPES } from "@/lib/platform/context";
import { encrypt, hashToken, newId, newPassword, newToken, newWebhookSecret } from "@/lib/platform/crypto";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { SOURCE_KINDS } from "@/lib/platform/http/source-kinds.mjs";
import { hasWorkspace } from "@/lib/sources/first-run/data";

/** What a person and their scripts need after the first start. */
export interface FirstRun {
  email: string;
  password: string;
  apiToken: string;
  /** When the API token expires; null if it was revoked. */
  apiTokenExpiresAt: string | null;
  sources: Record<string, { id: string; key: string; secret: string }>;
}

const EMAIL = "admin@localhost";
/** The first-run token has the owner role and is stored in a file, so it lives only long enough to be replaced. */
const TOKEN_DAYS = 90;

/**
 * Creates the first workspace, owner, API token and sources in an empty database, once even if two instances start
 * together. `beforeCommit` can store the secrets before the workspace is committed.
 * @returns the new secrets, shown once; null if the database is already in use.
 */
export async function ensureFirstRun(
  deps: { db: PrismaClient; pool: Pool },
  beforeCommit: (firstRun: FirstRun) => Promise<void> = async () => {},
): Promise<FirstRun | null> {
  // Hashing is expensive by design, so skip it on later starts.
  if (await hasWorkspace(deps.db)) return null;
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const apiToken = newToken("pd_");
  const expiresAt = new Date(Date.now() + TOKEN_DAYS * 24 * 3_600_000);
  const sources = SOURCE_KINDS.filter((known) => known.isMadeAtFirstRun).map(({ kind, name }) => ({
    kind,
    name,
    id: newId(),
    key: newSourceKey(),
    secret: newWebhookSecret(),
  }));
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(727061)`;
    if ((await tx.workspace.count()) > 0) return null;
    const workspaceId = newId();
    const userId = newId();
    await tx.workspace.create({ data: { id: workspaceId, slug: "default", name: "My workspace" } });
    await tx.user.create({ data: { id: userId, email: EMAIL, name: "Admin", passwordHash } });
    await tx.membership.create({ data: { workspaceId, userId, role: "owner" } });
    await tx.apiToken.create({
      data: {
        id: newId(),
        workspaceId,
        userId,
        name: "First run",
        hash: hashToken(apiToken),
        preview: apiToken.slice(0, 8),
        role: "owner",
        scopes: [...SCOPES],
        isFirstRun: true,
        expiresAt,
      },
    });
    await tx.source.createMany({
      data: sources.map(({ secret, ...source }) => ({
        ...source,
        workspaceId,
        secretEnc: encrypt(secret),
        secretHash: hashToken(secret),
      })),
    });
    const firstRun = {
      email: EMAIL,
      password,
      apiToken,
      apiTokenExpiresAt: expiresAt.toISOString(),
      sources: Object.fromEntries(sources.map(({ id, key, secret, kind }) => [kind, { id, key, secret }])),
    };
    await beforeCommit(firstRun);
    return firstRun;
  });
}

/** The unguessable part of a webhook URL: 144 random bits. */
export function newSourceKey(): string {
  return randomBytes(18).toString("base64url");
}
