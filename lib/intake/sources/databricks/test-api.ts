import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { tokenOf } from "@/lib/sources/token-of";
import { createDatabricksClient } from "@/lib/vendors/databricks/client";

/** @throws AppError saying what is wrong. */
export async function testDatabricksApi({ baseUrl, credentials }: SourceConnection): Promise<SourceTest> {
  const client = createDatabricksClient({ baseUrl, token: tokenOf(credentials) });
  const runs = await client.listRuns({ limit: 1 });
  const seen =
    runs.length === 0 ? "but the token sees no run of a job yet" : "and the token may read runs of jobs";
  return { ok: true, detail: `Databricks is reachable, ${seen}.` };
}
