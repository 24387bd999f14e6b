import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

/** @throws AppError saying what is wrong. */
export async function testPrefectApi(connection: SourceConnection): Promise<SourceTest> {
  const client = createPrefectClient(connection);
  const health = await client.health();
  const version = await client.version();
  await client.listFailedSince(new Date());
  return { ok: health.ok, detail: `Prefect ${version ?? "Cloud"} responds. ${health.detail}`.trim() };
}
