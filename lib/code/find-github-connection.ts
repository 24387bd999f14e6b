import { findGitHubIntegration } from "@/lib/integrations/data";
import { toGitHubConnection } from "@/lib/integrations/github-connection";
import type { Context } from "@/lib/platform/context";
import { gitHubConnection, type GitHubConnection } from "@/lib/vendors/github/client";

/** The GitHub connection of a workspace: its own integration, or else the one from the environment. */
export async function findGitHubConnection(
  ctx: Pick<Context, "workspaceId" | "db">,
  signal?: AbortSignal,
): Promise<GitHubConnection> {
  const own = await findGitHubIntegration(ctx);
  return own ? toGitHubConnection(own, signal) : gitHubConnection(signal);
}
