import { authorize } from "@/lib/platform/auth/permissions";
import {
  connectionOf,
  getIntegrationRow,
  unchangedConnection,
  type IntegrationConnection,
} from "@/lib/integrations/data";
import { toGitHubConnection } from "@/lib/integrations/github-connection";
import type { IntegrationTest } from "@/lib/integrations/schemas";
import { toWarehouseConnection } from "@/lib/integrations/warehouses/warehouse-connection";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";
import { describeGitHubAccess } from "@/lib/vendors/github/describe-access";
import { openWarehouse } from "@/lib/vendors/warehouse/open-warehouse";
import { describeSlackToken, postToSlackWebhook } from "@/lib/vendors/slack/client";

const DEADLINE_MS = 15_000;

/**
 * Tests the connection with an authenticated call; a Slack webhook can only be tested by posting a message. Stores the
 * result as the integration's health. A failed test is a result, not an error.
 * @throws AppError NOT_FOUND.
 */
export async function testIntegration(ctx: Context, id: string): Promise<IntegrationTest> {
  authorize(ctx, "integration.test");
  const row = await getIntegrationRow(ctx, id);
  const result = await test(row.credentialsEnc === null ? null : () => connectionOf(row));
  await ctx.db.integration.updateMany({
    where: { ...unchangedConnection(row), workspaceId: ctx.workspaceId },
    data: { health: result, healthCheckedAt: ctx.now() },
  });
  return result;
}

async function test(connect: (() => IntegrationConnection | null) | null): Promise<IntegrationTest> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    const connection = connect?.() ?? null;
    if (!connection) return { ok: false, detail: "No credentials are stored. Enter them first." };
    return { ok: true, detail: await describe(connection, signal) };
  } catch (error) {
    const detail = signal.aborted ? `No response within ${DEADLINE_MS / 1000} s.` : messageOf(error);
    return { ok: false, detail };
  }
}

async function describe(connection: IntegrationConnection, signal: AbortSignal): Promise<string> {
  switch (connection.kind) {
    case "github":
      return describeGitHubAccess(toGitHubConnection(connection, signal));
    case "slack": {
      const { apiUrl, credentials } = connection;
      if ("token" in credentials) {
        return describeSlackToken({ token: credentials.token, ...(apiUrl && { apiUrl }), signal });
      }
      const text = "Pipeline Debugger can post here.";
      await postToSlackWebhook({ webhookUrl: credentials.webhookUrl, text, signal });
      return "Slack accepted a test message.";
    }
    case "warehouse":
      return openWarehouse(toWarehouseConnection(connection, signal)).describe();
  }
}
