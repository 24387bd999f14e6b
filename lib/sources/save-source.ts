import { forgetSource } from "@/lib/sources/find-source";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { encrypt, hashToken, newId, newWebhookSecret, upgradeSecret } from "@/lib/platform/crypto";
import { Prisma } from "@/lib/platform/db/generated/client";
import { isFoundBySecret, isReconciledKind } from "@/lib/platform/http/source-kinds.mjs";
import { originOf } from "@/lib/platform/http/api-address";
import { checkConnection } from "@/lib/sources/check-connection";
import { getSourceRow, toSource } from "@/lib/sources/data";
import type { CreateSource, Source, UpdateSource } from "@/lib/sources/schemas";
import { newSourceKey } from "@/lib/sources/first-run/ensure-first-run";
import { refuseIssue, type ErrorIssue } from "@/lib/platform/errors";
import { secretIssue } from "@/lib/redaction/secret-issue";

/** How long the previous secret stays valid after a rotation. */
const ROTATION_OVERLAP_MS = 24 * 3600 * 1000;

/**
 * Creates a source with its own webhook URL and secret. Returns the secret this once.
 * @throws AppError INVALID for a connection that is not allowed and for a secret in a name.
 */
export async function createSource(ctx: Context, input: CreateSource): Promise<Source> {
  authorize(ctx, "source.create");
  refuseIssue(secretIssue(namesIn(input)));
  await checkConnection(ctx, input);
  const secret = newWebhookSecret();
  const row = await ctx.db.$transaction(async (tx) => {
    const created = await tx.source.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        kind: input.kind,
        name: input.name,
        key: newSourceKey(),
        secretEnc: encrypt(secret),
        secretHash: hashToken(secret),
        createdAt: ctx.now(),
        ...connectionData(input),
      },
    });
    await audit(ctx, tx, { action: "source.create", targetType: "source", targetId: created.id });
    return created;
  });
  return { ...toSource(row, null), secret };
}

/**
 * Updates a source. `rotateSecret` creates a new secret, `signingSecret` sets one; the old one stays valid for a day. Credentials belong to the
 * origin they were entered for: moving the API URL to another origin without new credentials clears them and sets
 * `credentialsCleared`.
 * @throws AppError NOT_FOUND; INVALID for a connection that is not allowed and for a secret in a name.
 */
export async function updateSource(ctx: Context, id: string, input: UpdateSource): Promise<Source> {
  authorize(ctx, "source.update");
  refuseIssue(secretIssue(namesIn(input)));
  await checkConnection(ctx, input);
  const secret = input.signingSecret ?? (input.rotateSecret ? newWebhookSecret() : null);
  const { row, reconciled, isCleared } = await ctx.db.$transaction(async (tx) => {
    // Lock the source, so that concurrent changes of URL and credentials are never combined.
    await tx.$queryRaw`SELECT id FROM sources WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} FOR UPDATE`;
    const before = await getSourceRow({ ...ctx, db: tx }, id);
    refuseIssue(signingSecretIssue(before.kind, input));
    refuseIssue(reconcilerIssue(before.kind, input));
    const isCleared = losesCredentials(before, input);
    const updated = await tx.source.update({
      where: { id, workspaceId: ctx.workspaceId },
      data: {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.enabled !== undefined && { enabled: input.enabled }),
        ...(input.isReconciled !== undefined && { isReconciled: input.isReconciled }),
        ...(input.pullRequestLabels !== undefined && {
          pullRequestLabels: [...new Set(input.pullRequestLabels)],
        }),
        ...upgradedSecrets(before),
        ...connectionData(isCleared ? { ...input, credentials: null } : input),
        ...(secret && {
          secretEnc: encrypt(secret),
          secretHash: hashToken(secret),
          previousSecretEnc: upgradeSecret(before.secretEnc),
          previousSecretHash: before.secretHash,
          previousSecretUntil: new Date(ctx.now().getTime() + ROTATION_OVERLAP_MS),
        }),
      },
    });
    const changed = Object.keys(input).filter((key) => input[key as keyof UpdateSource] !== undefined);
    await audit(ctx, tx, {
      action: "source.update",
      targetType: "source",
      targetId: id,
      detail: { changed, ...(isCleared && { credentialsCleared: true }) },
    });
    const reconciled = await tx.reconcileState.findFirst({
      where: { sourceId: id, workspaceId: ctx.workspaceId },
    });
    return { row: updated, reconciled, isCleared };
  });
  forgetSource(row.key);
  return {
    ...toSource(row, reconciled),
    ...(isCleared && { credentialsCleared: true as const }),
    ...(secret && input.signingSecret === undefined && { secret }),
  };
}

/** A secret that finds its source has to be its own. */
function signingSecretIssue(kind: string, { signingSecret }: UpdateSource): ErrorIssue | null {
  if (signingSecret === undefined || !isFoundBySecret(kind)) return null;
  return {
    path: "signingSecret",
    message: "cannot be set for a source that is found by its secret: use rotateSecret",
  };
}

function reconcilerIssue(kind: string, { isReconciled }: UpdateSource): ErrorIssue | null {
  if (!isReconciled || isReconciledKind(kind)) return null;
  return { path: "isReconciled", message: "cannot be true: the API of this kind of source is not compared" };
}

/** Re-encrypts what earlier releases encrypted in an older format. */
function upgradedSecrets(before: { secretEnc: string; credentialsEnc: string | null }) {
  return {
    secretEnc: upgradeSecret(before.secretEnc),
    ...(before.credentialsEnc !== null && { credentialsEnc: upgradeSecret(before.credentialsEnc) }),
  };
}

function losesCredentials(
  before: { apiBaseUrl: string | null; credentialsEnc: string | null },
  { apiBaseUrl, credentials }: UpdateSource,
): boolean {
  if (apiBaseUrl === undefined || credentials !== undefined || before.credentialsEnc === null) return false;
  return originOf(apiBaseUrl) !== originOf(before.apiBaseUrl);
}

function namesIn({ name, dagsFolder, environment }: UpdateSource) {
  return { name, dagsFolder, environment };
}

/** Absent fields stay unchanged; null clears a field. */
function connectionData(
  input: Pick<UpdateSource, "apiBaseUrl" | "credentials" | "repository" | "dagsFolder" | "environment">,
) {
  const { apiBaseUrl, credentials, repository, dagsFolder, environment } = input;
  const isReconnected = [apiBaseUrl, credentials, repository].some((part) => part !== undefined);
  return {
    // The last test result is about the old connection.
    ...(isReconnected && { health: Prisma.DbNull, healthCheckedAt: null }),
    ...(apiBaseUrl !== undefined && { apiBaseUrl: apiBaseUrl?.replace(/\/+$/, "") ?? null }),
    ...(credentials !== undefined && { credentialsEnc: credentials && encrypt(JSON.stringify(credentials)) }),
    ...(repository !== undefined && { repository: repository ?? Prisma.DbNull }),
    ...(dagsFolder !== undefined && { dagsFolder }),
    ...(environment !== undefined && { environment }),
  };
}
