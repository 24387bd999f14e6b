import "server-only";
import type { z } from "zod";
import {
  INTEGRATION_CREDENTIALS,
  IntegrationConfig,
  IntegrationTest,
  type Integration,
  type IntegrationKind,
  type IntegrationPage,
} from "@/lib/integrations/schemas";
import { WarehouseSettings } from "@/lib/integrations/warehouses/schemas";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { decrypt } from "@/lib/platform/crypto";
import type { Integration as IntegrationRow } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/** Maximum per workspace; lists are not paged. */
export const MAX_INTEGRATIONS = 100;

export async function listIntegrations(ctx: Context): Promise<IntegrationPage> {
  authorize(ctx, "integration.read");
  const rows = await ctx.db.integration.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MAX_INTEGRATIONS,
  });
  return { items: rows.map(toIntegration) };
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getIntegrationRow(
  ctx: Pick<Context, "workspaceId"> & { db: Pick<Context["db"], "integration"> },
  id: string,
): Promise<IntegrationRow> {
  const row = await ctx.db.integration.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!row) throw new AppError("NOT_FOUND", "There is no such integration.");
  return row;
}

/** How to call an external system. `apiUrl` is null for the vendor's public API. */
export type IntegrationConnection = {
  [Kind in IntegrationKind]: {
    kind: Kind;
    apiUrl: string | null;
    credentials: z.output<(typeof INTEGRATION_CREDENTIALS)[Kind]>;
  } & (Kind extends "warehouse" ? { settings: WarehouseSettings } : unknown);
}[IntegrationKind];

const USABLE_GITHUB = { kind: "github", enabled: true, credentialsEnc: { not: null } };

/** The workspace's GitHub: its oldest enabled integration, or null. */
export async function findGitHubIntegration(
  ctx: Pick<Context, "workspaceId" | "db">,
): Promise<Extract<IntegrationConnection, { kind: "github" }> | null> {
  const row = await ctx.db.integration.findFirst({
    where: { workspaceId: ctx.workspaceId, ...USABLE_GITHUB },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const connection = row && connectionOf(row);
  return connection?.kind === "github" ? connection : null;
}

/** The workspace's enabled warehouses with credentials, the oldest first. */
export async function listWarehouseRows(
  ctx: Pick<Context, "workspaceId" | "db">,
): Promise<{ id: string; name: string }[]> {
  return ctx.db.integration.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      kind: "warehouse",
      enabled: true,
      credentialsEnc: { not: null },
    },
    select: { id: true, name: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MAX_INTEGRATIONS,
  });
}

/** Whether the workspace has its own GitHub integration. */
export async function hasGitHubIntegration(ctx: Pick<Context, "workspaceId" | "db">): Promise<boolean> {
  return (await ctx.db.integration.count({ where: { workspaceId: ctx.workspaceId, ...USABLE_GITHUB } })) > 0;
}

/**
 * The connection of a row with decrypted credentials; null without credentials.
 * @throws ZodError for a row written by another version.
 */
export function connectionOf(row: IntegrationRow): IntegrationConnection | null {
  if (row.credentialsEnc === null) return null;
  const { apiUrl = null, warehouse } = configOf(row);
  const stored: unknown = JSON.parse(decrypt(row.credentialsEnc));
  const kind = row.kind as IntegrationKind;
  switch (kind) {
    case "github":
      return { kind, apiUrl, credentials: INTEGRATION_CREDENTIALS.github.parse(stored) };
    case "slack":
      return { kind, apiUrl, credentials: INTEGRATION_CREDENTIALS.slack.parse(stored) };
    case "warehouse": {
      const settings = WarehouseSettings.parse(warehouse);
      return { kind, apiUrl, settings, credentials: INTEGRATION_CREDENTIALS.warehouse.parse(stored) };
    }
  }
}

/** Selects a row while its connection is the one that was read: it may have been updated since. */
export function unchangedConnection({ id, workspaceId, credentialsEnc, config }: IntegrationRow) {
  return { id, workspaceId, credentialsEnc, config: { equals: config ?? {} } };
}

/** The non-secret settings as stored. */
export function configOf(row: Pick<IntegrationRow, "config">): IntegrationConfig {
  return IntegrationConfig.catch({}).parse(row.config ?? {});
}

export function toIntegration(row: IntegrationRow): Integration {
  return {
    id: row.id,
    kind: row.kind as IntegrationKind,
    name: row.name,
    config: { apiUrl: configOf(row).apiUrl ?? null, warehouse: configOf(row).warehouse ?? null },
    hasCredentials: row.credentialsEnc !== null,
    enabled: row.enabled,
    health: IntegrationTest.nullable().catch(null).parse(row.health),
    healthCheckedAt: row.healthCheckedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
