import type { SourceConnection } from "@/lib/sources/data";
import type { SourceTest } from "@/lib/sources/schemas";
import { tokenOf } from "@/lib/sources/token-of";
import { createDbtCloudClient } from "@/lib/vendors/dbt-cloud/client";

/** @throws AppError saying what is wrong. */
export async function testDbtCloudApi({ baseUrl, credentials }: SourceConnection): Promise<SourceTest> {
  const client = createDbtCloudClient({ baseUrl, token: tokenOf(credentials) });
  const accounts = await client.accounts();
  const { account } = client;
  const known = account === null ? accounts : accounts.filter(({ id }) => id === account);
  if (known.length === 0) {
    const which = account === null ? "any account" : `the account ${account}`;
    return { ok: false, detail: `dbt Cloud is reachable, but the token may not read ${which}.` };
  }
  const names = known.slice(0, 3).map(({ id, name }) => name ?? id);
  return { ok: true, detail: `dbt Cloud is reachable (${names.join(", ")}).` };
}
