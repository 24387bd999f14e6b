import { findGitHubConnection } from "@/lib/code/find-github-connection";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { SourceTest } from "@/lib/sources/schemas";
import { describeGitHubAccess } from "@/lib/vendors/github/describe-access";

/** Whose credentials read the logs. @throws AppError saying what is wrong. */
export async function testGitHubActions(ctx: Context): Promise<SourceTest> {
  authorize(ctx, "source.test");
  const connection = await findGitHubConnection(ctx, AbortSignal.timeout(15_000));
  if (!connection.token && !connection.app) {
    const detail = "GitHub is not connected, so logs cannot be read. Add it under Settings → Integrations.";
    return { ok: false, detail };
  }
  return { ok: true, detail: `GitHub is reachable. ${await describeGitHubAccess(connection)}` };
}
