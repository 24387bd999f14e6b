import { checkRepository } from "@/lib/code/check-repository";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { messageOf } from "@/lib/platform/errors";
import { decryptCredentials, getSourceRow } from "@/lib/sources/data";
import { type Credentials, type SourceTest } from "@/lib/sources/schemas";
import { Repository } from "@/lib/code/schemas";
import { createAirflowClient } from "@/lib/vendors/airflow/client";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

/**
 * Tries what is connected: the orchestrator's API (with a call that needs the credentials) and the repository.
 * The answer is kept as the source's health. Trouble is an answer, not an error.
 * @throws AppError NOT_FOUND.
 */
export async function testSource(ctx: Context, id: string): Promise<SourceTest> {
  authorize(ctx, "source.test");
  const row = await getSourceRow(ctx, id);
  const credentials = row.credentialsEnc ? decryptCredentials(row.credentialsEnc) : null;
  const repository = Repository.nullable().catch(null).parse(row.repository);
  const parts = await Promise.all([
    row.apiBaseUrl ? testApi(row.kind, row.apiBaseUrl, credentials) : null,
    repository ? checkRepository(repository) : null,
  ]);
  const done = parts.filter((part) => part !== null);
  const result: SourceTest =
    done.length === 0
      ? { ok: false, detail: "Nothing is connected yet: neither an API nor a repository." }
      : { ok: done.every((part) => part.ok), detail: done.map((part) => part.detail).join(" ") };
  // Only of what was tested: the connection may have been changed meanwhile.
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

async function testApi(kind: string, baseUrl: string, credentials: Credentials | null): Promise<SourceTest> {
  try {
    if (kind === "airflow") {
      const client = createAirflowClient({ baseUrl, credentials });
      const version = await client.version();
      // Version and health are open to everybody; this call is not.
      await client.listFailedSince(new Date());
      const health = await client.health();
      return { ok: health.ok, detail: `Airflow ${version.version} answers. ${health.detail}`.trim() };
    }
    if (kind === "prefect") {
      const client = createPrefectClient({ baseUrl, credentials });
      const health = await client.health();
      const version = await client.version();
      await client.listFailedSince(new Date());
      return { ok: health.ok, detail: `Prefect ${version ?? "Cloud"} answers. ${health.detail}`.trim() };
    }
    return { ok: false, detail: `The API of ${kind} is not read yet; its webhooks are.` };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}
