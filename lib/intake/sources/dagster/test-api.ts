import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { tokenOf } from "@/lib/sources/token-of";
import { createDagsterClient } from "@/lib/vendors/dagster/client";

/** @throws AppError saying what is wrong. */
export async function testDagsterApi({ baseUrl, credentials }: SourceConnection): Promise<SourceTest> {
  const client = createDagsterClient({ baseUrl, token: tokenOf(credentials) });
  return { ok: true, detail: `Dagster ${await client.version()} is reachable.` };
}
