import { findGitHubIntegration } from "@/lib/integrations/data";
import { toGitHubConnection } from "@/lib/integrations/github-connection";
import type { Context } from "@/lib/platform/context";
import { gitHubConnection, type GitHubConnection } from "@/lib/vendors/github/client";

/** How GitHub is reached for a workspace: as its own integration says, else as the environment does. */
export async function findGitHubConnection(
  ctx: Pick<Context, "workspaceId" | "db">,
  signal?: AbortSignal,
): Promise<GitHubConnection> {
  const own = await findGitHubIntegration(ctx);
  return own ? toGitHubConnection(own, signal) : gitHubConnection(signal);
}
