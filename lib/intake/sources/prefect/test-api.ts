import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { createPrefectClient } from "@/lib/vendors/prefect/client";

/** @throws AppError saying what is wrong. */
export async function testPrefectApi(connection: SourceConnection): Promise<SourceTest> {
  const client = createPrefectClient(connection);
  const health = await client.health();
  await client.listFailedSince(new Date());
  return health;
}
