import { checkRepository } from "@/lib/code/check-repository";
import { Repository } from "@/lib/code/schemas";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";
import { decryptCredentials, getSourceRow, type SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";

/**
 * Tests the orchestrator's API (with an authenticated call) and the repository. Stores the result as the source's health.
 * A failed test is a result, not an error.
 * @throws AppError NOT_FOUND.
 */
export async function testSource(ctx: Context, id: string): Promise<SourceTest> {
  authorize(ctx, "source.test");
  const row = await getSourceRow(ctx, id);
  const credentials = row.credentialsEnc ? decryptCredentials(row.credentialsEnc) : null;
  const repository = Repository.nullable().catch(null).parse(row.repository);
  const parts = await Promise.all([
    testApi(ctx, row.kind, row.apiBaseUrl === null ? null : { baseUrl: row.apiBaseUrl, credentials }),
    repository ? checkRepository(ctx, repository) : null,
  ]);
  const done = parts.filter((part) => part !== null);
  const result: SourceTest =
    done.length === 0
      ? { ok: false, detail: "Nothing is connected yet. Enter an API URL or a repository." }
      : { ok: done.every((part) => part.ok), detail: done.map((part) => part.detail).join(" ") };
  // Only if unchanged: the connection may have been updated during the test.
  await ctx.db.source.updateMany({
    where: {
      id: row.id,
      workspaceId: ctx.workspaceId,
      apiBaseUrl: row.apiBaseUrl,
      credentialsEnc: row.credentialsEnc,
    },
    data: { health: result, healthCheckedAt: ctx.now() },
  });
  return result;
}

/** Null if there is nothing to test. */
async function testApi(
  ctx: Context,
  kind: string,
  connection: SourceConnection | null,
): Promise<SourceTest | null> {
  const { api } = descriptorOf(kind);
  try {
    if (api?.credentials === "integration") return await api.test(ctx);
    if (!connection) return null;
    if (!api) return { ok: false, detail: `The ${kind} API is not supported yet; webhooks are.` };
    return await api.test(connection);
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}
