import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { createAirflowClient } from "@/lib/vendors/airflow/client";

/** @throws AppError saying what is wrong. */
export async function testAirflowApi(connection: SourceConnection): Promise<SourceTest> {
  const client = createAirflowClient(connection);
  // Health is public; this call needs credentials.
  await client.listFailedSince(new Date());
  return client.health();
}
