import { z } from "zod";
import { authorize } from "@/lib/platform/auth/permissions";
import { checkAddresses } from "@/lib/integrations/check-addresses";
import { configOf, getIntegrationRow, MAX_INTEGRATIONS, toIntegration } from "@/lib/integrations/data";
import {
  INTEGRATION_CREDENTIALS,
  type CreateIntegration,
  type Integration,
  type IntegrationConfig,
  type IntegrationKind,
  type UpdateIntegration,
} from "@/lib/integrations/schemas";
import { credentialsObjection, placeOfWarehouse } from "@/lib/integrations/warehouses/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { encrypt, newId, upgradeSecret } from "@/lib/platform/crypto";
import { Prisma, type Integration as IntegrationRow } from "@/lib/platform/db/generated/client";
import { AppError, sentenceOf, refuseIssue } from "@/lib/platform/errors";
import { originOf } from "@/lib/platform/http/api-address";
import { parseInput } from "@/lib/platform/http/input-issues";
import { secretIssue } from "@/lib/redaction/secret-issue";

/**
 * Adds an integration to the workspace.
 * @throws AppError INVALID for a URL that may not be called and for a secret in the name; CONFLICT if there are too many.
 */
export async function createIntegration(ctx: Context, input: CreateIntegration): Promise<Integration> {
  authorize(ctx, "integration.create");
  refuseIssue(secretIssue({ name: input.name }));
  await checkAddresses(input);
  checkWarehouse(input.kind, input.config, input.credentials);
  const row = await ctx.db.$transaction(async (tx) => {
    if ((await tx.integration.count({ where: { workspaceId: ctx.workspaceId } })) >= MAX_INTEGRATIONS) {
      throw new AppError(
        "CONFLICT",
        `A workspace can have at most ${MAX_INTEGRATIONS} integrations. Delete one first.`,
      );
    }
    const created = await tx.integration.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        kind: input.kind,
        name: input.name,
        config: storedConfig(input.config ?? {}),
        credentialsEnc: encrypt(JSON.stringify(input.credentials)),
        enabled: input.enabled ?? true,
        createdAt: ctx.now(),
      },
    });
    const detail = { kind: input.kind };
    await audit(ctx, tx, {
      action: "integration.create",
      targetType: "integration",
      targetId: created.id,
      detail,
    });
    return created;
  });
  return toIntegration(row);
}

/**
 * Updates an integration. Credentials belong to the origin they were entered for: moving the API URL to another origin
 * without new credentials clears them and sets `credentialsCleared`.
 * @throws AppError NOT_FOUND; INVALID for a URL that may not be called, for credentials of another kind and for a secret in
 * the name.
 */
export async function updateIntegration(
  ctx: Context,
  id: string,
  input: UpdateIntegration,
): Promise<Integration> {
  authorize(ctx, "integration.update");
  refuseIssue(secretIssue({ name: input.name }));
  await checkAddresses(input);
  const { row, isCleared } = await ctx.db.$transaction(async (tx) => {
    // Lock the row, so that concurrent changes of URL and credentials are never combined.
    await tx.$queryRaw`SELECT id FROM integrations WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} FOR UPDATE`;
    const before = await getIntegrationRow({ ...ctx, db: tx }, id);
    checkWarehouse(before.kind, input.config ?? configOf(before), input.credentials);
    const isCleared = losesCredentials(before, input);
    const updated = await tx.integration.update({
      where: { id, workspaceId: ctx.workspaceId },
      data: changesOf(before, isCleared ? { ...input, credentials: null } : input),
    });
    const changed = Object.keys(input).filter((key) => input[key as keyof UpdateIntegration] !== undefined);
    await audit(ctx, tx, {
      action: "integration.update",
      targetType: "integration",
      targetId: id,
      detail: { changed, ...(isCleared && { credentialsCleared: true }) },
    });
    return { row: updated, isCleared };
  });
  return { ...toIntegration(row), ...(isCleared && { credentialsCleared: true as const }) };
}

function losesCredentials(before: IntegrationRow, { config, credentials }: UpdateIntegration): boolean {
  if (config === undefined || credentials !== undefined || before.credentialsEnc === null) return false;
  return placeOf(config) !== placeOf(configOf(before));
}

/** What credentials belong to: the origin of the API, and where the warehouse is. */
function placeOf({ apiUrl, warehouse }: IntegrationConfig): string {
  return JSON.stringify([originOf(apiUrl ?? null), warehouse ? placeOfWarehouse(warehouse) : null]);
}

/** @throws AppError INVALID for settings of another kind, and for credentials of another engine. */
function checkWarehouse(
  kind: string,
  config: IntegrationConfig | undefined,
  credentials: object | null | undefined,
): void {
  const warehouse = config?.warehouse ?? null;
  if ((kind === "warehouse") !== (warehouse !== null)) {
    const what = kind === "warehouse" ? "is required" : "is only for warehouses";
    refuseIssue({ path: "config.warehouse", message: what });
  }
  if (warehouse === null || !credentials) return;
  const message = credentialsObjection(warehouse.engine, credentials);
  refuseIssue(message === null ? null : { path: "credentials", message });
}

/** Absent fields stay unchanged; null clears the credentials. */
function changesOf(before: IntegrationRow, input: UpdateIntegration): Prisma.IntegrationUpdateInput {
  const { name, enabled, config, credentials } = input;
  const isReconnected = config !== undefined || credentials !== undefined;
  return {
    ...(before.credentialsEnc !== null && { credentialsEnc: upgradeSecret(before.credentialsEnc) }),
    ...(name !== undefined && { name }),
    ...(enabled !== undefined && { enabled }),
    ...(config !== undefined && { config: storedConfig(config) }),
    ...(credentials !== undefined && {
      credentialsEnc: credentials && encryptCredentials(before.kind as IntegrationKind, credentials),
    }),
    // The last test result is about the old connection.
    ...(isReconnected && { health: Prisma.DbNull, healthCheckedAt: null }),
  };
}

function encryptCredentials(kind: IntegrationKind, credentials: unknown): string {
  const parsed = parseInput(
    z.object({ credentials: INTEGRATION_CREDENTIALS[kind] }),
    { credentials },
    "body",
  );
  if (parsed.ok) return encrypt(JSON.stringify(parsed.data.credentials));
  const message = parsed.issues[0] ? sentenceOf(parsed.issues[0]) : "The credentials are not valid.";
  throw new AppError("INVALID", message, { issues: parsed.issues });
}

function storedConfig({ apiUrl, warehouse }: IntegrationConfig) {
  return { ...(apiUrl && { apiUrl: apiUrl.replace(/\/+$/, "") }), ...(warehouse && { warehouse }) };
}
