import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { decrypt } from "@/lib/platform/crypto";
import type { ReconcileState, Source as SourceRow } from "@/lib/platform/db/generated/client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { withoutCredentials } from "@/lib/platform/http/api-address";
import { isReconciledKind } from "@/lib/platform/http/source-kinds.mjs";
import { Credentials, type Reconciliation, type Source, type SourcePage } from "@/lib/sources/schemas";
import { Repository } from "@/lib/code/schemas";

export async function listSources(ctx: Context): Promise<SourcePage> {
  const rows = await ctx.db.source.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { reconcileState: true },
    // Sources created on first start share a timestamp; order them by id.
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return { items: rows.map((row) => toSource(row, row.reconcileState)) };
}

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getSourceRow(
  ctx: Pick<Context, "workspaceId"> & { db: Pick<Context["db"], "source"> },
  id: string,
): Promise<SourceRow> {
  const row = await ctx.db.source.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!row) throw new AppError("NOT_FOUND", "There is no such source.");
  return row;
}

export async function getSource(ctx: Context, id: string): Promise<Source> {
  const row = await getSourceRow(ctx, id);
  const state = await ctx.db.reconcileState.findFirst({
    where: { sourceId: id, workspaceId: ctx.workspaceId },
  });
  return toSource(row, state);
}

/** The signing secret, for people allowed to set up senders. */
export async function getSourceSecret(ctx: Context, id: string): Promise<{ secret: string }> {
  authorize(ctx, "source.read-secret");
  return { secret: decrypt((await getSourceRow(ctx, id)).secretEnc) };
}

const Health = z.object({ ok: z.boolean(), detail: z.string() }).nullable().catch(null);

export function webhookUrl(row: { kind: string; key: string }): string {
  return `${env().PUBLIC_URL}/api/webhooks/${row.kind}/${row.key}`;
}

export function toSource(row: SourceRow, reconciled: ReconcileState | null): Source {
  return {
    id: row.id,
    kind: row.kind as Source["kind"],
    name: row.name,
    key: row.key,
    webhookUrl: webhookUrl(row),
    apiBaseUrl: row.apiBaseUrl === null ? null : withoutCredentials(row.apiBaseUrl),
    hasCredentials: row.credentialsEnc !== null,
    repository: Repository.nullable().catch(null).parse(row.repository),
    dagsFolder: row.dagsFolder,
    pullRequestLabels: row.pullRequestLabels,
    environment: row.environment,
    enabled: row.enabled,
    isReconciled: row.isReconciled && isReconciledKind(row.kind),
    reconciledAt: reconciled?.succeededAt?.toISOString() ?? null,
    reconciliation: reconciled && toReconciliation(reconciled),
    lastDeliveryAt: row.lastDeliveryAt?.toISOString() ?? null,
    health: Health.parse(row.health),
    healthCheckedAt: row.healthCheckedAt?.toISOString() ?? null,
  };
}

const ReadUntil = z.object({ changesUntil: z.string().nullable() }).catch({ changesUntil: null });

function toReconciliation(row: ReconcileState): Reconciliation {
  return {
    succeededAt: row.succeededAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    readUntil: ReadUntil.parse(row.watermarks).changesUntil,
    failingSince: row.failingSince?.toISOString() ?? null,
    error: row.error,
    requests: row.requests,
    durationMs: row.durationMs,
  };
}

/** How to reach a source's API. */
export interface SourceConnection {
  baseUrl: string;
  credentials: Credentials | null;
}

/** The source's API connection with decrypted credentials; null if not connected. */
export async function findConnection(ctx: Context, sourceId: string): Promise<SourceConnection | null> {
  const row = await ctx.db.source.findFirst({
    where: { id: sourceId, workspaceId: ctx.workspaceId },
    select: { apiBaseUrl: true, credentialsEnc: true },
  });
  if (!row?.apiBaseUrl) return null;
  const { apiBaseUrl: baseUrl, credentialsEnc } = row;
  return { baseUrl, credentials: credentialsEnc ? decryptCredentials(credentialsEnc) : null };
}

/** @throws ZodError if the stored text was not written by this version. */
export function decryptCredentials(credentialsEnc: string): Credentials {
  return Credentials.parse(JSON.parse(decrypt(credentialsEnc)));
}
